#include "watch/volume.hpp"

#include <cmath>
#include <vector>

#include "catch.hpp"

using namespace earshot;
using namespace earshot::watch;
using namespace std::chrono_literals;

namespace {

const timestamp monday{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};
constexpr auto week = 168h;

// Twenty an hour by day, one by night, half of it at weekends.
std::int64_t busy(timestamp hour) {
    const auto day = std::chrono::floor<std::chrono::days>(hour);
    const auto of_day = (hour - day) / 1h;
    const std::chrono::weekday name{day};
    const bool weekend = name == std::chrono::Saturday || name == std::chrono::Sunday;
    const std::int64_t count = of_day >= 8 && of_day < 20 ? 20 : 1;
    return weekend ? count / 2 : count;
}

std::vector<hour_count> weeks_before(timestamp now, int count) {
    std::vector<hour_count> out;
    for (timestamp hour = now - count * week; hour < now; hour += 1h)
        if (busy(hour) > 0) out.push_back({hour, busy(hour)});
    return out;
}

}  // namespace

TEST_CASE("PAIN-1: an hour without a word at noon on a working day is an alarm") {
    const auto usual = volume::learn(weeks_before(monday, 4), monday);
    REQUIRE(usual.known());
    CHECK(std::abs(usual.expected(monday + 10h, monday + 12h) - 40) < 0.01);
    CHECK(too_silent(usual, monday + 12h, monday + 13h));
    CHECK_FALSE(too_silent(usual, monday + 12h, monday + 59min + 12h));
}

TEST_CASE("silence: a night without a word is none") {
    const auto usual = volume::learn(weeks_before(monday, 6), monday);
    CHECK_FALSE(too_silent(usual, monday + 24h + 1h, monday + 24h + 7h));
    CHECK(too_silent(usual, monday + 24h + 1h, monday + 24h + 9h));
}

TEST_CASE("silence: weekends are measured by weekends") {
    const auto usual = volume::learn(weeks_before(monday, 4), monday);
    const timestamp saturday = monday + 5 * 24h;
    CHECK(std::abs(usual.expected(saturday, saturday + 24h) - 120) < 0.01);
    CHECK_FALSE(usual.expected(saturday, saturday + 8h) > 0);
}

TEST_CASE("silence: parts of hours count as parts") {
    const auto usual = volume::learn(weeks_before(monday, 4), monday);
    CHECK(std::abs(usual.expected(monday + 8h + 45min, monday + 9h + 15min) - 10) < 0.01);
}

TEST_CASE("silence: an account without a history never alarms") {
    const auto none = volume::learn({}, monday);
    CHECK_FALSE(none.known());
    CHECK_FALSE(too_silent(none, monday - 1000h, monday));
    const auto young = volume::learn(weeks_before(monday, 3), monday);
    CHECK_FALSE(young.known());
    CHECK_FALSE(too_silent(young, monday, monday + 100h));
}

TEST_CASE("silence: one storm is not what is usual") {
    auto history = weeks_before(monday, 4);
    for (hour_count& one : history)
        if (one.hour >= monday - week && one.hour < monday - week + 24h) one.count += 5'000;
    const auto usual = volume::learn(history, monday);
    CHECK(std::abs(usual.expected(monday, monday + 24h) - 252) < 0.01);
}

TEST_CASE("silence: weeks that brought nothing make it less sure, not more") {
    auto history = weeks_before(monday, 4);
    std::erase_if(history, [](const hour_count& one) { return one.hour >= monday - 2 * week; });
    const auto usual = volume::learn(history, monday);
    CHECK(usual.known());
    CHECK(usual.expected(monday + 12h, monday + 13h) < 8);
}
