#include "watch/alarm_fsm.hpp"

#include "catch.hpp"

using namespace earshot;
using namespace std::chrono_literals;
using earshot::watch::alarm_step;

TEST_CASE("alarm: said once when it begins, daily while it lasts, once when it ends") {
    watch::alarm_fsm alarm;
    timestamp now{std::chrono::days{20'500}};
    CHECK(alarm.observe(false, now) == alarm_step::nothing);
    CHECK(alarm.observe(true, now) == alarm_step::begins);
    int said = 0;
    for (int minute = 1; minute < 3 * 24 * 60; ++minute)
        said += alarm.observe(true, now + minute * 1min) == alarm_step::lasts;
    CHECK(said == 2);
    CHECK(alarm.raised());
    CHECK(alarm.observe(false, now + 73h) == alarm_step::ends);
    CHECK(alarm.observe(false, now + 74h) == alarm_step::nothing);
    CHECK_FALSE(alarm.raised());
}

TEST_CASE("alarm: one that begins anew is said anew") {
    watch::alarm_fsm alarm;
    const timestamp now{std::chrono::days{20'500}};
    alarm.observe(true, now);
    alarm.observe(false, now + 1min);
    CHECK(alarm.observe(true, now + 2min) == alarm_step::begins);
}
