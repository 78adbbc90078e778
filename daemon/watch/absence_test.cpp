#include "watch/absence.hpp"

#include "catch.hpp"
#include "run_task.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
using namespace earshot::watch;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

const timestamp night{std::chrono::days{20'500}};

task<void> hear_once(tests::temporary_journal& journal) {
    std::vector<journal::arrival> arrivals(1);
    arrivals[0].platform = "fake";
    arrivals[0].account = "klm";
    arrivals[0].items.messages.push_back(tests::some_message("klm", "1"));
    auto counted = co_await journal->append(std::move(arrivals));
    tests::must(std::move(counted));
}

}  // namespace

TEST_CASE("PAIN-8: what the platform still delivers is no gap, what it gave up on is") {
    CHECK_FALSE(missed({}, night, 10min));
    CHECK_FALSE(missed(night - 9min, night, 10min));
    const auto lost = missed(night - 2h, night, 10min);
    REQUIRE(lost);
    CHECK(lost->from == night - 2h);
    CHECK(lost->to == night - 10min);
    CHECK(lost->reason == "the daemon was away for 2h, and the platform calls again for 10m only");
}

TEST_CASE("PAIN-8: an account that only listens has a gap after an absence, once") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        co_await hear_once(journal);
        auto noted = co_await journal->note_alive(journal.clock.now());
        tests::must(std::move(noted));
        journal.clock.advance(3h);
        absence away(*journal, journal.clock, journal.log);
        co_await away.look_back();
        const listener klm{"fake", "klm", 10min};
        const bool first = co_await away.record(klm);
        CHECK(first);
        CHECK(journal.log.has("watch.was_away", "account=klm"));
        co_await away.record(klm);
        const listener newcomer_account{"fake", "new", 10min};
        const bool newcomer = co_await away.record(newcomer_account);
        CHECK_FALSE(newcomer);
        auto activity = co_await journal->activity();
        const auto seen = tests::must(std::move(activity));
        REQUIRE(seen.size() == 1);
        CHECK(seen[0].gaps == 1);
        CHECK(seen[0].last_gap_ended == journal.clock.now() - 10min);
    });
}

TEST_CASE("PAIN-8: a restart that takes no longer than the platform's patience is no gap") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal journal(loop);
        co_await hear_once(journal);
        auto noted = co_await journal->note_alive(journal.clock.now());
        tests::must(std::move(noted));
        journal.clock.advance(5min);
        absence away(*journal, journal.clock, journal.log);
        co_await away.look_back();
        const listener klm{"fake", "klm", 10min};
        const bool any = co_await away.record(klm);
        CHECK_FALSE(any);
        CHECK_FALSE(journal.log.has("watch.was_away"));
    });
}
