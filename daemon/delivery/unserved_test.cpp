#include "delivery/unserved.hpp"

#include "catch.hpp"
#include "run_task.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
using delivery::service;
namespace asio = boost::asio;

namespace {

class bench {
public:
    explicit bench(asio::any_io_executor loop)
        : journal(loop),
          nobody(loop, *journal, journal.clock, journal.log, [this] { ++settled; }) {}

    task<std::vector<journal::dead_letter>> dead() {
        const journal::dead_filter all;
        auto found = co_await journal->dead_letters(all, 1'000);
        co_return tests::must(std::move(found));
    }

    // Sent, without a word from the other side.
    task<void> attempt(std::string destination) {
        const timestamp now = journal.clock.now();
        auto items = co_await journal->lease(destination, now, now + duration{1'000}, 10);
        std::vector<journal::settlement> again;
        for (const journal::outbox_item& item : tests::must(std::move(items)))
            again.push_back({.id = item.id,
                             .result = journal::outcome::retry,
                             .due = now + std::chrono::hours{1}});
        auto put_back = co_await journal->settle(std::move(again));
        tests::must(std::move(put_back));
    }

    std::vector<std::string> named() const {
        const std::string event = "2 delivery.no_sink destination=";
        std::vector<std::string> sinks;
        for (const std::string& one : journal.log.events())
            if (one.starts_with(event)) sinks.push_back(one.substr(event.size()));
        return sinks;
    }

    tests::temporary_journal journal;
    delivery::unserved nobody;
    int settled = 0;
};

}  // namespace

TEST_CASE("unserved: an answer for an account that is gone is given up, and it says why") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        bench with(loop);
        co_await with.journal.enqueue("publish:former", "1", "a");
        co_await with.journal.enqueue("publish:klm", "2", "b");
        with.nobody.set_configured({{"publish:klm", service::at_work}});
        co_await with.nobody.look();
        const auto dead = co_await with.dead();
        REQUIRE(dead.size() == 1);
        CHECK(dead[0].destination == "publish:former");
        CHECK(dead[0].code == "reply.unknown_account");
        CHECK_THAT(dead[0].detail, tests::contains("'former' is not configured any more"));
        CHECK(with.settled == 1);
        CHECK(with.journal.log.has("delivery.dead"));
    });
}

TEST_CASE("unserved: of an answer that was tried, nobody says that it is not out") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        bench with(loop);
        co_await with.journal.enqueue("publish:former", "1", "a");
        co_await with.attempt("publish:former");
        co_await with.journal.enqueue("publish:former", "2", "a");
        co_await with.nobody.look();
        const auto dead = co_await with.dead();
        REQUIRE(dead.size() == 2);
        CHECK(std::ranges::count(dead, "delivery.not_certain", &journal::dead_letter::code) == 1);
        CHECK(std::ranges::count(dead, "reply.unknown_account", &journal::dead_letter::code) == 1);
    });
}

TEST_CASE("unserved: an answer for an account that is left out waits until its time has run out") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        bench with(loop);
        const timestamp soon = with.journal.clock.now() + std::chrono::hours{1};
        co_await with.journal.enqueue("publish:klm", "1", "a", soon);
        co_await with.journal.enqueue("publish:klm", "2", "b", soon + duration{1});
        co_await with.journal.enqueue("publish:klm", "3", "c");
        with.nobody.set_configured({{"publish:klm", service::left_out}});
        co_await with.nobody.look();
        CHECK((co_await with.dead()).empty());
        with.journal.clock.advance(std::chrono::hours{1});
        co_await with.nobody.look();
        const auto dead = co_await with.dead();
        REQUIRE(dead.size() == 1);
        CHECK(dead[0].code == "delivery.expired");
    });
}

TEST_CASE("unserved: many answers are all given up at once, and the ledger closes") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        bench with(loop);
        for (int i = 0; i < 300; ++i)
            co_await with.journal.enqueue("publish:former", std::to_string(i), "a");
        co_await with.nobody.look();
        CHECK((co_await with.dead()).size() == 300);
        auto books = co_await with.journal->account();
        CHECK(tests::must(std::move(books)).closes());
    });
}

TEST_CASE("unserved: what waits for a sink that is gone stays, and is named at each change") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        bench with(loop);
        co_await with.journal.enqueue("sink:former", "1", "a");
        co_await with.journal.enqueue("sink:broken", "1", "a");
        with.nobody.set_configured({{"sink:broken", service::left_out}});
        co_await with.nobody.look();
        co_await with.nobody.look();
        CHECK(with.named() == std::vector<std::string>{"sink:former waiting=1"});
        with.nobody.set_configured({});
        co_await with.nobody.look();
        CHECK(with.named().size() == 3);
        CHECK((co_await with.dead()).empty());
        CHECK(with.settled == 0);
    });
}
