#include "earshot/time.hpp"
#include "catch.hpp"
#include "random_values.hpp"

using namespace earshot;
using namespace std::chrono_literals;

namespace {

std::string normal(std::string_view text) { return format_rfc3339(parse_rfc3339(text).value()); }

}  // namespace

TEST_CASE("time: the examples of RFC 3339 section 5.8") {
    CHECK(normal("1985-04-12T23:20:50.52Z") == "1985-04-12T23:20:50.520Z");
    CHECK(normal("1996-12-19T16:39:57-08:00") == "1996-12-20T00:39:57.000Z");
    CHECK(normal("1990-12-31T23:59:60Z") == "1991-01-01T00:00:00.000Z");
    CHECK(normal("1990-12-31T15:59:60-08:00") == "1991-01-01T00:00:00.000Z");
    CHECK(normal("1937-01-01T12:00:27.87+00:20") == "1937-01-01T11:40:27.870Z");
}

TEST_CASE("time: other spellings that RFC 3339 allows") {
    CHECK(normal("2026-03-01t07:49:01z") == "2026-03-01T07:49:01.000Z");
    CHECK(normal("2026-03-01 07:49:01+00:00") == "2026-03-01T07:49:01.000Z");
    CHECK(normal("2026-03-01T07:49:01.123456789Z") == "2026-03-01T07:49:01.123Z");
    CHECK(normal("2024-02-29T00:00:00.1Z") == "2024-02-29T00:00:00.100Z");
    CHECK(normal("0000-01-01T00:00:00Z") == "0000-01-01T00:00:00.000Z");
}

TEST_CASE("time: what RFC 3339 does not write is refused") {
    for (const char* bad : {"",
                            "2026",
                            "2026-03-01",
                            "2026-03-01T07:49:01",
                            "2026-3-1T07:49:01Z",
                            "2026-02-29T00:00:00Z",
                            "2026-13-01T00:00:00Z",
                            "2026-00-01T00:00:00Z",
                            "2026-01-32T00:00:00Z",
                            "2026-03-01T24:00:00Z",
                            "2026-03-01T07:60:00Z",
                            "2026-03-01T07:49:61Z",
                            "2026-03-01T07:49:01.Z",
                            "2026-03-01T07:49:01+1:00",
                            "2026-03-01T07:49:01+24:00",
                            "2026-03-01T07:49:01+00:60",
                            "2026-03-01T07:49:01Zx",
                            "2026-03-01T07:49:01 Z",
                            "-026-03-01T07:49:01Z",
                            "0000-01-01T00:00:00+00:01",
                            "9999-12-31T23:59:59-00:01"}) {
        INFO(bad);
        CHECK_FALSE(parse_rfc3339(bad));
    }
}

TEST_CASE("time: every millisecond of ten thousand years is written and read back") {
    tests::random_values random(7);
    for (int i = 0; i < 20'000; ++i) {
        const timestamp when = random.time();
        INFO(format_rfc3339(when));
        REQUIRE(parse_rfc3339(format_rfc3339(when)).value() == when);
    }
}

TEST_CASE("time: beyond the four digits of a year, the first and the last there are") {
    CHECK(format_rfc3339(timestamp::max()) == "9999-12-31T23:59:59.999Z");
    CHECK(format_rfc3339(timestamp::min()) == "0000-01-01T00:00:00.000Z");
}

TEST_CASE("time: durations are a whole number and a unit") {
    CHECK(parse_duration("250ms").value() == 250ms);
    CHECK(parse_duration("30s").value() == 30s);
    CHECK(parse_duration("15m").value() == 15min);
    CHECK(parse_duration("24h").value() == 24h);
    CHECK(parse_duration("7d").value() == 7 * 24h);
    CHECK(parse_duration("0s").value() == 0s);
    for (const char* bad : {"", "s", "10", "10 s", " 10s", "10s ", "1.5h", "-1s", "+1s", "1S", "1w",
                            "1h30m", "99999999999999999999s", "9223372036854775807s"}) {
        INFO(bad);
        CHECK_FALSE(parse_duration(bad));
    }
}

TEST_CASE("time: a duration is written with the largest unit that is exact, and read back") {
    CHECK(format_duration(90s) == "90s");
    CHECK(format_duration(120s) == "2m");
    CHECK(format_duration(48h) == "2d");
    CHECK(format_duration(0ms) == "0s");
    tests::random_values random(8);
    for (int i = 0; i < 10'000; ++i) {
        const duration length{static_cast<duration::rep>(random.below(1'000'000'000'000))};
        REQUIRE(parse_duration(format_duration(length)).value() == length);
    }
    CHECK(parse_duration(format_duration(duration::max())).value() == duration::max());
}
