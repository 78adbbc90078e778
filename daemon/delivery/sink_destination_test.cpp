// What a sink gets besides messages: notices, in order with them.
#include "catch.hpp"
#include "delivery/destination.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

reply some_answer(const std::string& object) {
    reply item;
    item.id = "r1";
    item.origin = "rt";
    item.platform = "fake";
    item.account = "klm";
    item.object_id = object;
    item.text = "It is on the next flight.";
    return item;
}

// A helpdesk that writes down what it is given.
class helpdesk {
public:
    explicit helpdesk(asio::any_io_executor loop) : journal(loop), instance("rt") {
        instance.on_deliver = [this](std::vector<sink_item> items) { return take(items.size()); };
        instance.on_inform = [this](std::vector<notice> items) -> task<outcomes> {
            const std::size_t count = items.size();
            for (notice& one : items) told.push_back(std::move(one));
            co_return co_await take(count);
        };
        target = delivery::make_sink_destination(instance, *journal);
    }

    // A message with a case, and an answer to it, both in the log.
    task<void> begin() {
        co_await journal.enqueue("sink:none", "100", "100");
        std::vector<journal::arrival> arrivals(1);
        arrivals[0].platform = "rt";
        arrivals[0].account = "rt";
        arrivals[0].items.replies.push_back(some_answer("100"));
        auto counted = co_await journal->append(std::move(arrivals));
        tests::must(std::move(counted));
        understanding what;
        what.case_id = "c1";
        what.case_key = "fake/klm/100";
        journal::decisions made;
        made.position = 2;
        made.understandings.push_back({1, what});
        auto decided = co_await journal->decide(std::move(made));
        tests::must(std::move(decided));
    }

    static journal::outbox_item item(journal::entry_kind kind, std::string body) {
        journal::outbox_item out;
        out.key = "k";
        out.conversation = "case/c1";
        out.about = {3, {}, kind, std::move(body)};
        return out;
    }

    using outcomes = std::vector<result<receipt>>;

    tests::temporary_journal journal;
    tests::scripted_instance instance;
    std::unique_ptr<delivery::destination> target;
    std::vector<std::size_t> calls;  // how many items each had
    std::vector<notice> told;
    bool broken = false;

private:
    task<outcomes> take(std::size_t count) {
        calls.push_back(count);
        outcomes made;
        for (std::size_t i = 0; i < count; ++i)
            if (broken)
                made.push_back(fail(error_kind::transient, "rt.down", "no answer"));
            else
                made.push_back(receipt{"ticket 1", ""});
        co_return made;
    }
};

const std::string published =
    R"({"about":2,"destination":"publish:klm","platform":"fake","account":"klm","id":"777",)"
    R"("url":"https://fake.example/777","answer":)" +
    to_json(some_answer("101")) + "}";

template <class Body>
void with_helpdesk(Body body) {
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        helpdesk desk(loop);
        co_await desk.begin();
        co_await body(desk);
    });
}

}  // namespace

TEST_CASE("PAIN-2: a ticket is told the platform's id, or that and why there is none") {
    with_helpdesk([](helpdesk& desk) -> task<void> {
        std::vector<journal::outbox_item> items;
        items.push_back(desk.item(journal::entry_kind::published, published));
        items.push_back(desk.item(journal::entry_kind::refused,
                                  R"({"about":2,"destination":"publish:klm","code":"x.closed",)"
                                  R"("detail":"the author lets nobody answer"})"));
        const auto made = co_await desk.target->send(std::move(items));
        CHECK(made.at(0).has_value());
        CHECK(made.at(1).has_value());
        REQUIRE(desk.told.size() == 2);
        CHECK(desk.told[0].case_key == "fake/klm/100");
        const auto& out = std::get<answer_published>(desk.told[0].what);
        CHECK(out.proof == receipt{"777", "https://fake.example/777"});
        CHECK(out.answer == some_answer("101"));  // as it was sent
        const auto& back = std::get<answer_refused>(desk.told[1].what);
        CHECK(back.code == "x.closed");
        CHECK(back.detail == "the author lets nobody answer");
        CHECK(back.answer == some_answer("100"));  // as it came
    });
}

TEST_CASE(
    "sink: a notice waits for the desk to understand an edit, and opens no ticket of its own") {
    with_helpdesk([](helpdesk& desk) -> task<void> {
        message edited = tests::some_message("klm", "100");
        edited.kind = message_kind::edit;
        edited.revision = "2";
        std::vector<journal::arrival> arrivals(1);
        arrivals[0].platform = "fake";
        arrivals[0].account = "klm";
        arrivals[0].items.messages.push_back(edited);
        auto counted = co_await desk.journal->append(std::move(arrivals));
        tests::must(std::move(counted));
        std::vector<journal::outbox_item> items;
        items.push_back(desk.item(journal::entry_kind::published, published));
        items.back().about.seq = 2;
        const auto made = co_await desk.target->send(std::move(items));
        CHECK(made.at(0).error().code == "delivery.not_understood_yet");
        CHECK(made.at(0).error().kind == error_kind::transient);
        CHECK(desk.told.empty());
    });
}

TEST_CASE("sink: a gap is told with its account") {
    with_helpdesk([](helpdesk& desk) -> task<void> {
        const gap_found found{"fake", "klm", {{}, timestamp{duration{5}}, "away for too long"}};
        std::vector<journal::outbox_item> items;
        items.push_back(desk.item(journal::entry_kind::gap, to_json(found)));
        const auto made = co_await desk.target->send(std::move(items));
        CHECK(made.at(0).has_value());
        CHECK(std::get<gap_found>(desk.told.at(0).what).account == "klm");
    });
}

TEST_CASE("sink: messages and notices of a case stay in order, and what follows a failure waits") {
    with_helpdesk([](helpdesk& desk) -> task<void> {
        const auto body = to_json(tests::some_message("klm", "100"));
        std::vector<journal::outbox_item> items;
        items.push_back(desk.item(journal::entry_kind::message, body));
        items.push_back(desk.item(journal::entry_kind::message, body));
        items.push_back(desk.item(journal::entry_kind::published, published));
        items.push_back(desk.item(journal::entry_kind::message, body));
        auto again = items;
        again[3].conversation = "case/c2";
        co_await desk.target->send(std::move(items));
        CHECK(desk.calls == std::vector<std::size_t>{2, 1, 1});

        desk.calls.clear();
        desk.broken = true;
        const auto made = co_await desk.target->send(std::move(again));
        CHECK(desk.calls == std::vector<std::size_t>{2, 1});
        CHECK(made.at(2).error().code == "delivery.behind");
        CHECK(made.at(3).error().code == "rt.down");
    });
}
