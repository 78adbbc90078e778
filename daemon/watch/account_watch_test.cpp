#include "watch/account_watch.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
#include "fake_journal.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"

using namespace earshot;
using namespace earshot::watch;
using namespace std::chrono_literals;

namespace {

const error unauthorized{error_kind::unauthorized, "x.unauthorized", "X answered 401"};

struct bench {
    boost::asio::io_context loop;
    tests::fake_journal journal;
    base::manual_clock clock;
    tests::recording_log log;
    tests::scripted_instance source{"klm", "x"};
    int examined = 0;
    credential_status answer{credential_state::valid, {}, {}, ""};
    std::optional<account_watch> watch;

    bench() {
        source.on_examine = [this]() -> task<result<credential_status>> {
            ++examined;
            co_return answer;
        };
        journal.seen = {{.platform = "x", .account = "klm"}};
    }

    void begin(silence_limits limits = {}) {
        watch.emplace(loop.get_executor(), source, journal, clock, log,
                      watch_options{{}, limits, [] { return 0.5; }});
        look();
    }

    void look() {
        boost::asio::io_context own;
        tests::run(watch->look(), own);
    }

    void look_for(duration length, duration step) {
        for (duration passed{0}; passed < length; passed += step) {
            clock.advance(step);
            look();
        }
    }

    void heard(timestamp when) {
        journal.seen[0].last_received = journal.seen[0].last_stored = when;
    }

    // Ten messages in each hour of so many weeks.
    void busy_weeks(int weeks) {
        const timestamp end = std::chrono::floor<std::chrono::hours>(clock.now());
        for (timestamp hour = end - weeks * 168h; hour < end; hour += 1h)
            journal.by_hour.push_back({"x", "klm", hour, {.received = 10, .stored = 10}});
    }
};

}  // namespace

TEST_CASE("PAIN-1: a credential is examined at the start, hourly, and at once after a refusal") {
    bench with;
    with.begin();
    CHECK(with.examined == 1);
    with.look_for(59min, 1min);
    CHECK(with.examined == 1);
    with.look_for(1min, 1min);
    CHECK(with.examined == 2);
    with.clock.advance(5min);
    with.watch->called(errand::reading, &unauthorized);
    with.look();
    CHECK(with.examined == 3);
    with.watch->called(errand::reading, &unauthorized);
    with.look();
    CHECK(with.examined == 3);
}

TEST_CASE("PAIN-1: a token that dies is told at once, and named in the status until it is mended") {
    bench with;
    with.begin();
    CHECK(with.watch->health().problems.empty());
    with.answer = {credential_state::expired, {}, {}, "grant access again"};
    with.clock.advance(2min);
    with.watch->called(errand::sending, &unauthorized);
    with.look();
    CHECK(with.log.has("watch.credential_expired", "grant access again"));
    CHECK(with.watch->health().problems ==
          std::vector<std::string>{"the credential is no longer good: grant access again"});
    with.answer = {credential_state::valid, {}, {}, ""};
    with.watch->called(errand::sending, nullptr);
    with.look_for(2h, 1min);
    CHECK(with.log.has("watch.credential_good"));
    CHECK(with.watch->health().problems.empty());
}

TEST_CASE("PAIN-16: a platform that is not reached for a quarter of an hour is an alarm") {
    bench with;
    with.source.on_examine = nullptr;
    with.begin({.contact = 15min});
    with.look_for(15min, 1min);
    CHECK(with.log.events().empty());
    with.look_for(1min, 1min);
    CHECK(with.log.has("watch.no_contact", "for=16m"));
    CHECK(with.watch->health().problems.size() == 1);
    with.watch->called(errand::reading, nullptr);
    with.look();
    CHECK(with.log.has("watch.contact_again"));
    CHECK(with.watch->health().problems.empty());
    CHECK(with.watch->health().last_contact == with.clock.now());
}

TEST_CASE("PAIN-16: what comes by webhook, or a credential that answers, is contact too") {
    bench with;
    with.begin({.contact = 2h});
    with.look_for(6h, 1min);
    CHECK_FALSE(with.log.has("watch.no_contact"));
    with.source.on_examine = nullptr;
    with.look_for(110min, 1min);
    with.heard(with.clock.now());
    with.look_for(110min, 1min);
    CHECK_FALSE(with.log.has("watch.no_contact"));
    with.look_for(20min, 1min);
    CHECK(with.log.has("watch.no_contact"));
}

TEST_CASE("PAIN-16: a credential that is missing reaches nobody, and is told as what it is") {
    bench with;
    with.answer = {credential_state::missing, {}, {}, "cannot open /etc/token"};
    with.begin({.contact = 15min});
    CHECK(with.log.has("watch.credential_missing", "cannot open /etc/token"));
    CHECK(with.watch->health().last_contact == timestamp{});
    CHECK(with.watch->health().problems ==
          std::vector<std::string>{"there is no credential: cannot open /etc/token"});
    with.look_for(16min, 1min);
    CHECK(with.log.has("watch.no_contact"));
}

TEST_CASE("PAIN-7: nothing heard although the platform answers is an alarm by itself") {
    bench with;
    with.busy_weeks(5);
    with.heard(with.clock.now());
    with.begin({.contact = 15min});
    for (int minute = 0; minute < 59; ++minute) {
        with.watch->called(errand::reading, nullptr);
        with.look_for(1min, 1min);
    }
    CHECK(with.log.events().empty());
    with.watch->called(errand::reading, nullptr);
    with.look_for(1min, 1min);
    CHECK(with.log.has("watch.silent", "expected=10"));
    CHECK_FALSE(with.log.has("watch.no_contact"));
    CHECK(with.watch->health().problems.at(0) ==
          "nothing has been heard for 1h, where about 10 messages were to be expected");
    with.heard(with.clock.now());
    with.look();
    CHECK(with.log.has("watch.heard_again"));
}

TEST_CASE("silence: what was said while the daemon was away may still be on its way") {
    bench with;
    with.busy_weeks(5);
    with.heard(with.clock.now() - 10h);
    with.begin();
    with.look_for(14min, 1min);
    CHECK(with.log.events().empty());
    with.look_for(1min, 1min);
    CHECK(with.log.has("watch.silent", "expected=103"));
}

TEST_CASE("silence: where nothing is caught up, the time away counts for nothing") {
    bench with;
    with.busy_weeks(5);
    with.heard(with.clock.now() - 10h);
    with.begin({.catches_up = false});
    with.look_for(55min, 1min);
    CHECK(with.log.events().empty());
    with.look_for(5min, 1min);
    CHECK(with.log.has("watch.silent"));
}

TEST_CASE("silence: an account that turns out to be only listened to need not be reached") {
    bench with;
    with.source.on_examine = nullptr;
    with.begin({.contact = 15min});
    with.watch->only_listens(duration{0});
    with.look_for(5h, 1min);
    CHECK(with.log.events().empty());
    with.watch->only_listens(1h);
    with.look();
    CHECK(with.log.has("watch.no_contact"));
}

TEST_CASE("silence: an account that is new, switched off or at its end does not alarm") {
    bench with;
    with.heard(with.clock.now());
    SECTION("new") {
        with.busy_weeks(3);
        with.begin();
    }
    SECTION("switched off") {
        with.busy_weeks(8);
        with.begin({.volume = false});
    }
    SECTION("at its end") {
        with.busy_weeks(8);
        with.begin({.contact = 15min});
        with.watch->source_ended();
    }
    with.look_for(20h, 10min);
    CHECK(with.log.events().empty());
}
