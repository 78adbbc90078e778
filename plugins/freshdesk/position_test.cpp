#include "freshdesk/position.hpp"

#include "catch.hpp"

namespace earshot::freshdesk {

namespace {

using namespace std::chrono_literals;

const timestamp noon = parse_rfc3339("2026-03-01T12:00:00Z").value();

listed_ticket changed(timestamp when) { return {"35", "x/care/1", when, {}, {}}; }

}  // namespace

TEST_CASE("freshdesk position: a round through many pages keeps its floor until it is over") {
    position at{noon, noon, 1};
    at = advanced(at, {changed(noon + 1h)}, true, 2min);
    CHECK(at.since == noon + 1h);
    CHECK(at.floor == noon);
    at = advanced(at, {changed(noon + 1h)}, true, 2min);
    CHECK(at.page == 2);
    at = advanced(at, {changed(noon + 3h)}, false, 2min);
    CHECK(at.since == noon + 3h - 2min);
    CHECK(at.floor == at.since);
    CHECK(at.page == 1);
    CHECK(advanced(at, {}, false, 2min).since == at.since);
}

TEST_CASE("freshdesk position: it is written and read without loss") {
    const auto again = read_position(write_position({noon + 1h, noon, 7}), noon + 2h);
    REQUIRE(again);
    CHECK(again->since == noon + 1h);
    CHECK(again->floor == noon);
    CHECK(again->page == 7);
    for (const char* bad : {"", "{}", "[1]", R"({"since":"x","floor":"x","page":0})"}) {
        CHECK(read_position(bad, noon).error().kind == error_kind::permanent);
        CHECK(read_position(bad, noon).error().code == "freshdesk.cursor");
    }
}

TEST_CASE("freshdesk position: one from a clock that was ahead finds its way back") {
    const auto held = read_position(write_position({noon + 24h, noon + 24h, 1}), noon);
    REQUIRE(held);
    CHECK(held->since == noon);
    CHECK(held->floor == noon);
}

}  // namespace earshot::freshdesk
