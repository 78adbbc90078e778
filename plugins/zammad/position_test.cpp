#include "zammad/position.hpp"

#include "catch.hpp"
#include "zammad/desk_fixture.hpp"

namespace earshot::zammad {
namespace {

using tests::at;
constexpr duration rescan = std::chrono::minutes{2};

listed_ticket changed(std::string id, std::string_view when, std::string stamp = "1") {
    return {std::move(id), at(when), std::move(stamp)};
}

}  // namespace

TEST_CASE("zammad position: a round ends at the newest change, and looks back a little") {
    position one = beginning(at("2026-03-01T12:00:00Z"));
    CHECK(one.floor(rescan) == at("2026-03-01T11:58:00Z"));
    one =
        advanced(one, {changed("2", "2026-03-01T12:05:00Z"), changed("1", "2026-03-01T12:01:00Z")},
                 false, rescan);
    CHECK(one.page == 1);
    CHECK(one.since == at("2026-03-01T12:05:00Z"));
    CHECK_FALSE(one.needs_look(changed("2", "2026-03-01T12:05:00Z")));
    CHECK(one.needs_look(changed("2", "2026-03-01T12:05:00Z", "2")));
    CHECK(one.known.size() == 1);  // the other is older than the next round looks
}

TEST_CASE("zammad position: a full page is followed by the next, until what was seen before") {
    position one = beginning(at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    CHECK(one.page == 2);
    CHECK(one.since == at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("2", "2026-03-01T11:57:00Z")}, true, rescan);
    CHECK(one.page == 1);
    CHECK(one.since == at("2026-03-01T12:09:00Z"));
}

TEST_CASE("zammad position: an empty round moves nothing") {
    const position one = beginning(at("2026-03-01T12:00:00Z"));
    CHECK(advanced(one, {}, false, rescan).since == one.since);
}

TEST_CASE("zammad position: it is the same when written and read again") {
    position one = beginning(at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    const auto again = read_position(write_position(one));
    REQUIRE(again);
    CHECK(write_position(*again) == write_position(one));
    CHECK(again->page == 2);
    for (const std::string bad : {"", "{}", "[]", "null", "{\"since\":7}"})
        CHECK(read_position(bad).error().code == "zammad.cursor");
}

}  // namespace earshot::zammad
