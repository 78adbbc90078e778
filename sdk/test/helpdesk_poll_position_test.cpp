#include "earshot/helpdesk/poll_position.hpp"

#include "catch.hpp"

using namespace earshot;
using namespace earshot::helpdesk;

namespace {

constexpr duration rescan = std::chrono::minutes{2};
const std::string code = "acme.cursor";

timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

listed_ticket changed(std::string id, std::string_view when, std::string stamp = "1") {
    return {std::move(id), at(when), std::move(stamp)};
}

}  // namespace

TEST_CASE("helpdesk poll position: a round ends at the newest change, and looks back a little") {
    poll_position one = beginning(at("2026-03-01T12:00:00Z"));
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

TEST_CASE(
    "helpdesk poll position: a full page is followed by the next, until what was seen before") {
    poll_position one = beginning(at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    CHECK(one.page == 2);
    CHECK(one.since == at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("2", "2026-03-01T11:57:00Z")}, true, rescan);
    CHECK(one.page == 1);
    CHECK(one.since == at("2026-03-01T12:09:00Z"));
}

TEST_CASE("helpdesk poll position: an empty round moves nothing") {
    const poll_position one = beginning(at("2026-03-01T12:00:00Z"));
    CHECK(advanced(one, {}, false, rescan).since == one.since);
}

TEST_CASE("helpdesk poll position: it is the same when written and read again") {
    poll_position one = beginning(at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    const auto again = read_position(write_position(one), code);
    REQUIRE(again);
    CHECK(write_position(*again) == write_position(one));
    CHECK(again->page == 2);
    for (const std::string bad : {"", "{}", "[]", "null", "{\"since\":7}", "{\"since\":true}"})
        CHECK(read_position(bad, code).error().code == code);
}
