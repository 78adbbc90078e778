// An answer that several sinks of one helpdesk bring, from the log to who is told.
#include "desk/stage.hpp"

#include <algorithm>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "run_task.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
using earshot::tests::must;

namespace {

using names = std::vector<std::string>;

// One helpdesk with three sinks: two for the account `klm`, and `cargo_desk` for another one.
desk::policy three_sinks() {
    desk::policy out;
    for (const char* name : {"desk", "second_desk"})
        out.routes.push_back(
            {.sink = name, .accounts = {"klm"}, .cases_only = true, .informs = true});
    out.routes.push_back(
        {.sink = "cargo_desk", .accounts = {"cargo"}, .cases_only = true, .informs = true});
    out.accounts["klm"] = {.platform = "fake", .publishes = true};
    out.accounts["cargo"] = {.platform = "fake", .publishes = true};
    return out;
}

struct helpdesk {
    explicit helpdesk(boost::asio::any_io_executor on) : loop(on), log(on) {}

    // A new run of the desk, until it has decided on everything.
    task<void> decide() {
        desk::stage stage(
            loop, *log, events, [](const auto&, const auto&) { return 25; }, [](const auto&) {});
        stage.set_policy(std::make_shared<desk::policy>(rules));
        stage.set_clocks([this](const auto&) { return behind; });
        base::task_scope scope(loop, events);
        scope.spawn("desk", stage.run());
        for (;;) {
            const journal::sequence position = must(co_await log->desk_position());
            if (position == must(co_await log->newest())) break;
            stage.wake();
        }
        scope.cancel();
        co_await scope.join();
    }

    task<void> store(journal::arrival one) {
        std::vector<journal::arrival> arrivals;
        arrivals.push_back(std::move(one));
        must(co_await log->append(std::move(arrivals)));
    }

    task<void> hear(std::string id, bool addressed = true) {
        journal::arrival one{.platform = "fake", .account = "klm"};
        one.items.messages.push_back(tests::some_message("klm", id));
        one.items.messages.back().thread_id = "100";
        one.items.messages.back().by.id = "ann";
        one.items.messages.back().addressed = addressed;
        co_await store(std::move(one));
        co_await decide();
    }

    // One after the other, or all before the desk looks.
    task<void> bring(names sinks, bool together) {
        for (const std::string& sink : sinks) {
            journal::arrival one{.platform = "rt", .account = sink};
            one.items.replies.push_back(answer(sink));
            co_await store(std::move(one));
            if (!together) co_await decide();
        }
        co_await decide();
    }

    // An agent does so with the ticket, and that is read at once.
    task<void> close() {
        journal::arrival one{.platform = "rt", .account = "desk"};
        const std::string id = std::to_string(log_time().time_since_epoch().count());
        one.items.changes.push_back(
            {id, "desk", "fake/klm/100", ticket_act::closed, "kari", {}, log_time() - behind});
        co_await store(std::move(one));
        co_await decide();
    }

    reply answer(const std::string& sink) const {
        reply item;
        item.id = "article-5";
        item.origin = sink;
        item.platform = "fake";
        item.account = "klm";
        item.object_id = "100";
        item.to_case = true;
        item.written = log_time() - behind;
        item.text = "It is on the next flight.";
        return item;
    }

    // What is taken from the outbox of a destination, and delivered there.
    task<std::vector<journal::outbox_item>> take(std::string destination) {
        const timestamp now = log_time();
        auto items = must(co_await log->lease(destination, now, now + duration{60'000}, 100));
        std::vector<journal::settlement> done;
        for (const journal::outbox_item& item : items)
            done.push_back({.id = item.id, .proof = {.id = "7" + std::to_string(item.id)}});
        must(co_await log->settle(std::move(done)));
        co_return items;
    }

    // That answers were published, and that they were not.
    task<std::pair<int, int>> told(std::string sink) {
        std::pair<int, int> count;
        for (const journal::outbox_item& item : co_await take("sink:" + sink)) {
            if (item.about.kind == journal::entry_kind::published) ++count.first;
            if (item.about.kind == journal::entry_kind::refused) ++count.second;
        }
        co_return count;
    }

    timestamp log_time() const { return log.clock.now(); }

    boost::asio::any_io_executor loop;
    tests::temporary_journal log;
    tests::recording_log events;
    desk::policy rules = three_sinks();
    duration behind{};  // the helpdesk's clock
};

}  // namespace

TEST_CASE("way back: an answer that several sinks of a helpdesk bring is published once") {
    names order{"cargo_desk", "desk", "second_desk"};
    const int turns = GENERATE(0, 1, 2, 3, 4, 5);
    for (int i = 0; i < turns; ++i) std::ranges::next_permutation(order);
    const bool together = GENERATE(true, false);
    CAPTURE(order, together);
    tests::run_on_loop([&](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        co_await at.hear("100");
        for (const char* sink : {"desk", "second_desk"})
            CHECK((co_await at.take("sink:" + std::string(sink))).size() == 1);
        co_await at.bring(order, together);
        CHECK((co_await at.take("publish:klm")).size() == 1);
        co_await at.decide();
        CHECK(co_await at.told("desk") == std::pair(1, 0));
        CHECK(co_await at.told("second_desk") == std::pair(1, 0));
        CHECK(co_await at.told("cargo_desk") == std::pair(0, 0));
        CHECK(at.events.events().size() == 2);
        CHECK(at.events.has("desk.reply_passed_over", "reply=cargo_desk/article-5"));
    });
}

TEST_CASE("way back: in its own ticket a sink that lost the account hears of a refusal") {
    tests::run_on_loop([](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        co_await at.hear("100");
        CHECK((co_await at.take("sink:desk")).size() == 1);
        at.rules.routes[0].accounts = {"cargo"};
        const names order{"desk", "second_desk"};
        co_await at.bring(order, false);
        CHECK(co_await at.told("desk") == std::pair(0, 1));  // it says that another may publish it
        CHECK((co_await at.take("publish:klm")).size() == 1);
    });
}

TEST_CASE("way back: where nobody gets the account's messages an answer is not passed over") {
    tests::run_on_loop([](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        co_await at.hear("100");
        at.rules.routes.erase(at.rules.routes.begin(), at.rules.routes.begin() + 2);
        const names alone{"cargo_desk"};
        co_await at.bring(alone, true);
        CHECK(co_await at.told("cargo_desk") == std::pair(0, 1));
    });
}

TEST_CASE("way back: what a sink had is not known where the journal has nothing of it") {
    tests::run_on_loop([](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        co_await at.hear("100");
        co_await at.hear("101");
        at.rules.routes[0].sink = "new_desk";
        const names alone{"new_desk"};
        co_await at.bring(alone, true);
        const auto items = co_await at.take("publish:klm");
        REQUIRE(items.size() == 1);
        CHECK(reply_from_json(items[0].approved).value().object_id == "101");
        co_await at.decide();
        names waiting{"waiting/c1"};
        CHECK(must(co_await at.log->recall(std::move(waiting))).empty());
    });
}

TEST_CASE("way back: a word that reaches its ticket after that was closed is not behind its case") {
    tests::run_on_loop([](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        const auto waits = [&]() -> task<bool> {
            names key{"waiting/c1"};
            co_return !must(co_await at.log->recall(std::move(key))).empty();
        };
        co_await at.hear("100");
        co_await at.take("sink:desk");
        at.log.clock.advance(std::chrono::minutes{1});
        co_await at.hear("101");
        at.log.clock.advance(std::chrono::minutes{1});
        co_await at.close();
        CHECK(co_await waits());
        co_await at.take("sink:desk");
        CHECK(co_await waits());
        at.log.clock.advance(std::chrono::minutes{1});
        co_await at.close();
        CHECK_FALSE(co_await waits());
    });
}

TEST_CASE("way back: what agents did is told by our clock, wherever theirs stands") {
    const duration behind = GENERATE(std::chrono::minutes{-7}, std::chrono::minutes{7});
    tests::run_on_loop([behind](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        at.behind = behind;
        const auto later = [&] { at.log.clock.advance(std::chrono::minutes{2}); };
        co_await at.hear("100");
        co_await at.take("sink:desk");
        later();
        co_await at.hear("101");
        if (behind > duration::zero()) co_await at.take("sink:desk");
        later();
        const names alone{"desk"};
        co_await at.bring(alone, true);
        const auto items = co_await at.take("publish:klm");
        REQUIRE(items.size() == 1);
        const std::string under = reply_from_json(items[0].approved).value().object_id;
        CHECK(under == (behind > duration::zero() ? "101" : "100"));
    });
}

TEST_CASE("PAIN-33: answers outside any case are counted from one run to the next") {
    tests::run_on_loop([](boost::asio::any_io_executor loop) -> task<void> {
        helpdesk at(loop);
        at.rules.accounts["klm"].answers_per_hour = 2;
        for (const char* id : {"100", "101", "102"}) {
            co_await at.hear(id, false);
            journal::arrival one{.platform = "program", .account = "desk"};
            one.items.replies.push_back(at.answer("desk"));
            one.items.replies.back().id = one.items.replies.back().object_id = id;
            one.items.replies.back().to_case = false;
            co_await at.store(std::move(one));
            co_await at.decide();
        }
        CHECK((co_await at.take("publish:klm")).size() == 2);
        CHECK(at.events.has("desk.loop_stopped", "account=klm"));
    });
}
