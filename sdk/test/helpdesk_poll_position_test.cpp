#include "earshot/helpdesk/poll_position.hpp"

#include <algorithm>
#include <set>

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

poll_position reading_since(std::string_view when) {
    poll_position made;
    made.since = at(when);
    return made;
}

}  // namespace

TEST_CASE("helpdesk poll position: a round ends at the newest change, and looks back a little") {
    poll_position one = reading_since("2026-03-01T12:00:00Z");
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
    poll_position one = reading_since("2026-03-01T12:00:00Z");
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    CHECK(one.page == 2);
    CHECK(one.since == at("2026-03-01T12:00:00Z"));
    one = advanced(one, {changed("2", "2026-03-01T11:57:00Z")}, true, rescan);
    CHECK(one.page == 1);
    CHECK(one.goes_on());
    CHECK(one.since == at("2026-03-01T12:00:00Z"));
    CHECK_FALSE(one.needs_look(changed("2", "2026-03-01T11:57:00Z")));
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, false, rescan);
    CHECK_FALSE(one.goes_on());
    CHECK(one.since == at("2026-03-01T12:09:00Z"));
}

TEST_CASE(
    "helpdesk poll position: a ticket that leaves the list between two pages hides no other") {
    std::vector<listed_ticket> list;
    for (int i = 0; i < 150; ++i)
        list.push_back(
            {std::to_string(i), at("2026-03-01T12:00:00Z") - std::chrono::minutes{i}, "1"});
    poll_position one = reading_since("2026-03-01T02:00:00Z");
    std::set<std::string> looked_at;
    int polls = 0;
    do {
        const auto begin =
            std::min<std::size_t>(list.size(), static_cast<std::size_t>(one.page - 1) * 100);
        const auto end = std::min<std::size_t>(list.size(), begin + 100);
        const std::vector<listed_ticket> page(list.begin() + static_cast<std::ptrdiff_t>(begin),
                                              list.begin() + static_cast<std::ptrdiff_t>(end));
        for (const listed_ticket& ticket : page)
            if (one.needs_look(ticket)) looked_at.insert(ticket.id);
        one = advanced(one, page, page.size() == 100, rescan);
        if (++polls == 1) list.erase(list.begin() + 5);
    } while (one.goes_on());
    CHECK(looked_at.size() == 150);
    CHECK(polls == 4);
}

TEST_CASE(
    "helpdesk poll position: a clock that is ahead is not believed, by the first poll or later") {
    const timestamp ahead = at("2026-03-02T12:00:00Z");
    const poll_position first = beginning({changed("1", "2026-03-01T11:00:00Z")}, ahead);
    CHECK(first.since == at("2026-03-01T11:00:00Z"));
    const poll_position empty = beginning({}, ahead);
    CHECK(empty.since == ahead);
    CHECK(read_position(write_position(empty), at("2026-03-01T12:00:00Z"), code)->since ==
          at("2026-03-01T12:00:00Z"));
}

TEST_CASE(
    "helpdesk poll position: a round ends with page 500, and what it leaves unread is a gap") {
    poll_position one = reading_since("2026-03-01T12:00:00Z");
    const std::vector<listed_ticket> page{changed("1", "2026-03-01T18:00:00Z")};
    one.page = 499;
    CHECK_FALSE(left_unread(one, page, true, rescan));
    one = advanced(one, page, true, rescan);
    CHECK_FALSE(left_unread(one, page, false, rescan));
    CHECK_FALSE(left_unread(one, {changed("1", "2026-03-01T11:00:00Z")}, true, rescan));
    const auto missed = left_unread(one, page, true, rescan);
    REQUIRE(missed);
    CHECK(missed->from == at("2026-03-01T11:58:00Z"));
    CHECK(missed->to == at("2026-03-01T18:00:00Z"));
    one = advanced(one, page, true, rescan);
    CHECK(one.again);
    one.page = 500;
    CHECK_FALSE(left_unread(one, page, true, rescan));  // it was told
}

TEST_CASE("helpdesk poll position: the end of a page is what a poll gives back") {
    poll_position one = reading_since("2026-03-01T12:00:00Z");
    one.page = 500;
    const std::vector<listed_ticket> page{changed("1", "2026-03-01T18:00:00Z")};
    poll_result made;
    end_page(one, page, true, rescan, made);
    CHECK(made.more);
    REQUIRE(made.items.gaps.size() == 1);
    CHECK(made.items.gaps.front().to == at("2026-03-01T18:00:00Z"));
    CHECK(made.cursor == write_position(advanced(one, page, true, rescan)));
}

TEST_CASE("helpdesk poll position: an empty round moves nothing") {
    const poll_position one = reading_since("2026-03-01T12:00:00Z");
    CHECK(advanced(one, {}, false, rescan).since == one.since);
}

TEST_CASE("helpdesk poll position: it is the same when written and read again") {
    poll_position one = reading_since("2026-03-01T12:00:00Z");
    one = advanced(one, {changed("3", "2026-03-01T12:09:00Z")}, true, rescan);
    const auto again = read_position(write_position(one), at("2026-03-02T12:00:00Z"), code);
    REQUIRE(again);
    CHECK(write_position(*again) == write_position(one));
    CHECK(again->page == 2);
    one.again = true;
    CHECK(read_position(write_position(one), one.newest, code)->again);
    for (const std::string bad : {"", "{}", "[]", "null", "{\"since\":7}", "{\"since\":true}"})
        CHECK(read_position(bad, {}, code).error().code == code);
}
