#include "delivery/dispatcher.hpp"

#include "catch.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

// A sink that answers as a test says, a dispatcher that empties the outbox into it.
class bench {
public:
    explicit bench(asio::any_io_executor loop) : loop_(loop), journal(loop), sink("helpdesk") {
        sink.on_deliver = [this](std::vector<sink_item> items) { return take(std::move(items)); };
    }

    void open(delivery::dispatcher_options options = {}) {
        options.random = [] { return 0.5; };
        dispatcher = std::make_unique<delivery::dispatcher>(
            loop_, delivery::make_sink_destination(sink, *journal), *journal, journal.clock,
            journal.log, options);
        dispatcher->start();
    }

    task<void> close() { co_await dispatcher->close(duration{1'000}); }

    // Until the outbox looks as it should.
    task<journal::outbox_summary> until(std::function<bool(const journal::outbox_summary&)> done) {
        for (int i = 0; i < 2'000; ++i) {
            auto all = co_await journal->outbox();
            const auto summaries = tests::must(std::move(all));
            const auto one = summaries.empty() ? journal::outbox_summary{} : summaries.front();
            if (done(one)) co_return one;
            co_await journal.round();
        }
        throw std::runtime_error("the outbox never came to that");
    }

    task<void> until_empty() {
        auto empty = until([](const journal::outbox_summary& now) {
            return now.waiting + now.in_flight + now.retrying == 0;
        });
        co_await std::move(empty);
    }

    task<std::vector<result<receipt>>> take(std::vector<sink_item> items) {
        std::vector<result<receipt>> outcomes;
        for (const sink_item& item : items) {
            if (failures.contains(item.item.object_id) && failures[item.item.object_id]-- > 0) {
                outcomes.push_back(std::unexpected(failure));
                continue;
            }
            taken.push_back(item.item.object_id);
            repeated.push_back(item.repeated);
            understood.push_back(item.understood);
            outcomes.push_back(receipt{"ticket " + item.item.object_id, ""});
        }
        co_return outcomes;
    }

    asio::any_io_executor loop_;
    tests::temporary_journal journal;
    tests::scripted_instance sink;
    std::unique_ptr<delivery::dispatcher> dispatcher;
    std::map<std::string, int> failures;  // how often an item fails before it is taken
    error failure{error_kind::transient, "http.connect", "refused"};
    std::vector<std::string> taken;
    std::vector<bool> repeated;
    std::vector<understanding> understood;
};

template <class Body>
void with_bench(Body body) {
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        bench on(loop);
        std::exception_ptr problem;
        try {
            co_await body(on);
        } catch (...) {
            problem = std::current_exception();
        }
        co_await on.close();
        if (problem) std::rethrow_exception(problem);
    });
}

}  // namespace

TEST_CASE("dispatcher: what is waiting is sent, in order, and acknowledged in the log") {
    with_bench([](bench& on) -> task<void> {
        for (const char* id : {"1", "2", "3"})
            co_await on.journal.enqueue("sink:helpdesk", id, "one thread");
        on.open();
        co_await on.until_empty();
        CHECK(on.taken == std::vector<std::string>{"1", "2", "3"});
        CHECK(on.repeated == std::vector<bool>{false, false, false});
        auto account = co_await on.journal->account();
        const journal::ledger ledger = tests::must(std::move(account));
        CHECK(ledger.closes());
        REQUIRE(ledger.delivery.size() == 1);
        CHECK(ledger.delivery[0].done == 3);
    });
}

TEST_CASE("dispatcher: a sink is known before it gets what was kept, and gets what is for it") {
    with_bench([](bench& on) -> task<void> {
        on.sink.takes.cases_only = true;
        journal::decisions made;
        for (const char* id : {"1", "2"})
            made.position = co_await on.journal.enqueue("sink:helpdesk", id, "one thread");
        understanding of_a_case;
        of_a_case.case_id = "c1";
        made.understandings.push_back({made.position, of_a_case});
        auto decided = co_await on.journal->decide(std::move(made));
        tests::must(std::move(decided));
        on.open();
        co_await on.until_empty();
        CHECK(on.taken == std::vector<std::string>{"2"});
        CHECK(on.journal.log.has("delivery.not_for_it"));
        auto known = co_await on.journal->sinks();
        CHECK(tests::must(std::move(known)) ==
              std::vector{journal::sink_kind{"sink:helpdesk", "fake", false, true}});
        auto books = co_await on.journal->account();
        CHECK(tests::must(std::move(books)).closes());
    });
}

TEST_CASE("dispatcher: a sink gets what was understood beside the message") {
    with_bench([](bench& on) -> task<void> {
        const journal::sequence about = co_await on.journal.enqueue("sink:helpdesk", "1", "a");
        co_await on.journal.enqueue("sink:helpdesk", "2", "b");
        understanding what;
        what.language.tag = "nl";
        what.case_id = "c17";
        journal::decisions made;
        made.position = about + 1;
        made.understandings.push_back({about, what});
        auto decided = co_await on.journal->decide(std::move(made));
        tests::must(std::move(decided));
        on.open();
        co_await on.until_empty();
        CHECK(on.understood == std::vector<understanding>{what, {}});
    });
}

TEST_CASE("dispatcher: a failed item holds its own conversation back and no other") {
    with_bench([](bench& on) -> task<void> {
        on.failures["a1"] = 1;
        for (const char* id : {"a1", "b1", "a2"})
            co_await on.journal.enqueue("sink:helpdesk", id, std::string(1, id[0]));
        on.open();
        auto waits = on.until([](const journal::outbox_summary& now) { return now.retrying == 2; });
        co_await std::move(waits);
        CHECK(on.taken == std::vector<std::string>{"b1"});
        on.journal.clock.advance(duration{60'000});
        on.dispatcher->wake();
        co_await on.until_empty();
        CHECK(on.taken == std::vector<std::string>{"b1", "a1", "a2"});
        CHECK(on.repeated == std::vector<bool>{false, true, false});
    });
}

TEST_CASE("dispatcher: what is refused for good becomes a dead letter, and the next one goes out") {
    with_bench([](bench& on) -> task<void> {
        on.failures["1"] = 1;
        on.failure = error(error_kind::permanent, "webhook.status", "the helpdesk answered 422");
        co_await on.journal.enqueue("sink:helpdesk", "1", "one thread");
        co_await on.journal.enqueue("sink:helpdesk", "2", "one thread");
        on.open();
        co_await on.until_empty();
        CHECK(on.taken == std::vector<std::string>{"2"});
        journal::dead_filter all;
        auto dead = co_await on.journal->dead_letters(all, 10);
        const auto letters = tests::must(std::move(dead));
        REQUIRE(letters.size() == 1);
        CHECK(letters[0].code == "webhook.status");
        CHECK(on.journal.log.has("delivery.dead", "422"));
    });
}

TEST_CASE("dispatcher: what is too late is not sent") {
    with_bench([](bench& on) -> task<void> {
        const timestamp deadline = on.journal.clock.now() + duration{1'000};
        co_await on.journal.enqueue("sink:helpdesk", "1", "one thread", deadline);
        on.journal.clock.advance(duration{2'000});
        on.open();
        co_await on.until_empty();
        CHECK(on.taken.empty());
        journal::dead_filter all;
        auto dead = co_await on.journal->dead_letters(all, 10);
        CHECK(tests::must(std::move(dead)).at(0).code == "delivery.expired");
    });
}

TEST_CASE("dispatcher: an expired credential raises one alarm and spends no attempts") {
    with_bench([](bench& on) -> task<void> {
        on.failure = error(error_kind::unauthorized, "x.token", "the token has expired");
        const timestamp renewed = on.journal.clock.now() + std::chrono::minutes{5};
        on.sink.on_deliver = [&](std::vector<sink_item> items) {
            const bool expired = on.journal.clock.now() < renewed;
            for (const sink_item& item : items) on.failures[item.item.object_id] = expired;
            return on.take(std::move(items));
        };
        for (const char* id : {"1", "2", "3"}) co_await on.journal.enqueue("sink:helpdesk", id, id);
        on.open();
        auto sent = on.until([&](const journal::outbox_summary& now) {
            on.journal.clock.advance(std::chrono::seconds{10});
            on.dispatcher->wake();
            return now.waiting + now.in_flight + now.retrying == 0;
        });
        co_await std::move(sent);
        int alarms = 0;
        for (const std::string& line : on.journal.log.events())
            alarms += line.find("delivery.unauthorized") != line.npos;
        CHECK(alarms == 1);
        CHECK(on.repeated == std::vector<bool>{false, false, false});
        CHECK_FALSE(on.dispatcher->suspended());
    });
}

TEST_CASE("dispatcher: after some failures in a row the destination is left alone for a while") {
    with_bench([](bench& on) -> task<void> {
        for (int i = 0; i < 40; ++i) {
            const std::string id = std::to_string(i);
            on.failures[id] = 1'000;
            co_await on.journal.enqueue("sink:helpdesk", id, id);
        }
        int calls = 0;
        on.sink.on_deliver = [&](std::vector<sink_item> items) {
            ++calls;
            return on.take(std::move(items));
        };
        on.sink.takes.concurrency = 2;
        on.open();
        auto waits = on.until([](const journal::outbox_summary& now) {
            return now.in_flight == 0 && now.retrying == 40;
        });
        co_await std::move(waits);
        CHECK(calls < 10);
        CHECK(on.journal.log.has("delivery.suspended", "sink:helpdesk"));
        CHECK(on.dispatcher->suspended());
        CHECK(on.dispatcher->next_try() > on.journal.clock.now());
        CHECK(on.dispatcher->problem() == "http.connect: refused");
    });
}

TEST_CASE("dispatcher: a batch keeps conversations whole and is one call") {
    with_bench([](bench& on) -> task<void> {
        on.sink.takes = {.batch = 100, .concurrency = 1};
        std::vector<std::size_t> sizes;
        on.sink.on_deliver = [&](std::vector<sink_item> items) {
            sizes.push_back(items.size());
            return on.take(std::move(items));
        };
        for (int i = 0; i < 60; ++i)
            co_await on.journal.enqueue("sink:helpdesk", std::to_string(i),
                                        "thread " + std::to_string(i % 7));
        on.open();
        co_await on.until_empty();
        CHECK(sizes == std::vector<std::size_t>{60});
        CHECK(on.taken.size() == 60);
    });
}

TEST_CASE("dispatcher: closing waits for what is in flight, and its outcome is kept") {
    with_bench([](bench& on) -> task<void> {
        base::wakeup answer_now(on.loop_);
        bool asked = false;
        on.sink.on_deliver =
            [&](std::vector<sink_item> items) -> task<std::vector<result<receipt>>> {
            asked = items.front().item.object_id == "2";
            if (asked) co_await answer_now.wait(std::chrono::hours{1});
            co_return co_await on.take(std::move(items));
        };
        co_await on.journal.enqueue("sink:helpdesk", "1", "one");
        on.open();
        co_await on.until_empty();
        co_await on.journal.enqueue("sink:helpdesk", "2", "two");
        on.dispatcher->wake();
        auto out = on.until([&](const journal::outbox_summary&) { return asked; });
        co_await std::move(out);
        base::task_scope closing(on.loop_, on.journal.log);
        closing.spawn("close", on.dispatcher->close(std::chrono::minutes{1}));
        co_await on.journal.rounds(8);
        CHECK(closing.running() == 1);
        answer_now.ring();
        co_await closing.join();
        auto account = co_await on.journal->account();
        CHECK(tests::must(std::move(account)).delivery.at(0).done == 2);
    });
}

TEST_CASE("dispatcher: what was cancelled is due at once for the next, as attempted before") {
    with_bench([](bench& on) -> task<void> {
        base::wakeup never(on.loop_);
        bool asked = false;
        on.sink.on_deliver = [&](std::vector<sink_item>) -> task<std::vector<result<receipt>>> {
            asked = true;
            co_await never.wait(std::chrono::hours{1});
            co_return std::vector<result<receipt>>{};
        };
        co_await on.journal.enqueue("sink:helpdesk", "1", "one");
        on.open();
        auto out = on.until([&](const journal::outbox_summary&) { return asked; });
        co_await std::move(out);
        co_await on.dispatcher->close(duration{0});
        on.sink.on_deliver = [&](std::vector<sink_item> items) {
            return on.take(std::move(items));
        };
        on.open();
        co_await on.until_empty();
        CHECK(on.taken == std::vector<std::string>{"1"});
        CHECK(on.repeated == std::vector<bool>{true});
    });
}
