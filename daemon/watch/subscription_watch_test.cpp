#include "watch/subscription_watch.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"

using namespace earshot;
using namespace std::chrono_literals;

namespace {

struct bench {
    base::manual_clock clock;
    tests::recording_log log;
    tests::scripted_instance source{"klm", "x"};
    result<void> outcome;
    int asked = 0;
    watch::subscription_watch watch{source, clock, log};

    bench() {
        source.on_mend = [this]() -> task<result<void>> {
            ++asked;
            co_return outcome;
        };
    }

    void look_for(duration length) {
        for (duration passed{0}; passed <= length; passed += 1min) {
            tests::run(watch.look());
            clock.advance(1min);
        }
    }
};

const error taken{error_kind::permanent, "x.webhook_limit", "delete one that is not used"};
const error away{error_kind::transient, "x.server", "X answered 503"};

}  // namespace

TEST_CASE_METHOD(bench, "PAIN-35: registrations are looked at from the start, every hour") {
    look_for(59min);
    CHECK(asked == 1);
    look_for(59min);
    CHECK(asked == 2);
    CHECK(log.events().empty());
    watch.look_again();
    look_for(0min);
    CHECK(asked == 3);
}

TEST_CASE_METHOD(bench, "PAIN-35: what only a person can mend is an alarm at once, until it is") {
    outcome = std::unexpected(taken);
    look_for(20min);
    CHECK(asked == 5);
    REQUIRE(log.events().size() == 1);
    CHECK(log.has("watch.subscription_broken", "delete one that is not used"));
    CHECK(watch.problem() == "the webhook is not in order: delete one that is not used");
    outcome = {};
    look_for(5min);
    CHECK(log.has("watch.subscription_good"));
    CHECK(watch.problem().empty());
}

TEST_CASE_METHOD(bench, "PAIN-35: a platform that cannot be asked is an alarm after an hour") {
    outcome = std::unexpected(away);
    look_for(59min);
    CHECK(log.events().empty());
    look_for(5min);
    CHECK(log.has("watch.subscription_broken", "X answered 503"));
}

TEST_CASE_METHOD(bench, "PAIN-35: a plugin that mends nothing is not asked") {
    source.on_mend = nullptr;
    look_for(2h);
    CHECK(asked == 0);
}
