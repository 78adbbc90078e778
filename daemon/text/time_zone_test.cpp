#include "text/time_zone.hpp"

#include "catch.hpp"

using namespace earshot;
using namespace earshot::texts;
using earshot::tests::contains;

namespace {

wall_time at(const char* zone, const char* moment) {
    return time_zone::named(zone).value().at(parse_rfc3339(moment).value());
}

constexpr int sunday = 6;

wall_time on_sunday(int hour, int minute) { return {sunday, hour * 60 + minute}; }

}  // namespace

TEST_CASE("time zone: summer begins with an hour that there is not") {
    CHECK(at("Europe/Amsterdam", "2026-03-29T00:59:59Z") == on_sunday(1, 59));
    CHECK(at("Europe/Amsterdam", "2026-03-29T01:00:00Z") == on_sunday(3, 0));
}

TEST_CASE("time zone: summer ends with an hour that there is twice") {
    CHECK(at("Europe/Amsterdam", "2026-10-25T00:30:00Z") == on_sunday(2, 30));
    CHECK(at("Europe/Amsterdam", "2026-10-25T01:30:00Z") == on_sunday(2, 30));
    CHECK(at("Europe/Amsterdam", "2026-10-25T02:00:00Z") == on_sunday(3, 0));
}

TEST_CASE("time zone: far ahead and behind of UTC it is another day") {
    CHECK(at("Pacific/Auckland", "2026-01-04T11:30:00Z") == wall_time{0, 30});
    CHECK(at("America/Los_Angeles", "2026-01-05T07:59:00Z") == on_sunday(23, 59));
    CHECK(at("Asia/Kolkata", "2026-01-05T18:30:00Z") == wall_time{1, 0});
    CHECK(at("UTC", "1969-12-31T23:59:59Z") == wall_time{2, 24 * 60 - 1});
}

TEST_CASE("time zone: an unknown name is refused with the one that may be meant") {
    const auto refused = time_zone::named("Europe/Amsterdan");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().detail, contains("did you mean 'Europe/Amsterdam'?"));
    for (const char* bad : {"", "Mars/Olympus", "GMT+3", "Europe/Amsterdam\n", "EST"})
        CHECK_FALSE(time_zone::named(bad));
}
