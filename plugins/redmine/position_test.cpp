#include "redmine/position.hpp"

#include <set>

#include "catch.hpp"
#include "redmine/fixture.hpp"

namespace earshot::redmine {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const timestamp noon = at("2026-03-01T12:00:00Z");

listed_issue changed(int id, timestamp when) { return {std::to_string(id), case_key, when}; }

TEST_CASE("redmine position: the first round begins a little before the newest change") {
    CHECK(beginning(noon, 2min).since == noon - 2min);
    CHECK(beginning(noon, 2min).floor == noon - 2min);
    CHECK(beginning({}, 2min).since == timestamp{});
}

TEST_CASE("redmine position: a round through many pages keeps its floor until it is over") {
    position at = beginning(noon, 2min);
    at = advanced(at, {changed(1, noon), changed(2, noon + 1h)}, true, 2min, noon);
    CHECK(at.since == noon + 1h);
    CHECK(at.floor == noon - 2min);
    at = advanced(at, {changed(2, noon + 1h), changed(3, noon + 3h)}, false, 2min, noon);
    CHECK(at.since == noon + 3h - 2min);
    CHECK(at.floor == at.since);
}

TEST_CASE("redmine position: more issues of one second than a page holds are all listed") {
    constexpr int all = 7;
    constexpr std::size_t limit = 3;
    position at = beginning(noon, 0ms);
    std::set<std::string> seen;
    for (bool full = true; full;) {
        std::vector<listed_issue> page;
        for (int id = static_cast<int>(at.skip); id < all && page.size() < limit; ++id)
            page.push_back(changed(id, noon));
        for (const listed_issue& one : page) seen.insert(one.id);
        full = page.size() == limit;
        at = advanced(at, page, full, 0ms, noon);
    }
    CHECK(seen.size() == all);
    CHECK(at.skip == 0);
}

TEST_CASE("redmine position: an issue is looked at again until its second is long over") {
    const listed_issue one = changed(1, noon);
    position at = beginning(noon, 2min);
    CHECK(at.needs_look(one));
    at = advanced(at, {one}, false, 2min, noon + 1s);
    CHECK(at.needs_look(one));
    at = advanced(at, {one}, false, 2min, noon + 31s);
    CHECK_FALSE(at.needs_look(one));
    CHECK(at.needs_look(changed(1, noon + 40s)));
}

TEST_CASE("redmine position: issues out of the window are forgotten") {
    position at = beginning(noon, 2min);
    at = advanced(at, {changed(1, noon), changed(2, noon + 1h)}, false, 2min, noon + 1h);
    CHECK(at.known.size() == 1);
    CHECK(at.known.contains("2"));
}

TEST_CASE("redmine position: it is written and read without loss") {
    position at = beginning(noon, 2min);
    at = advanced(at, {changed(1, noon), changed(2, noon + 1s)}, true, 2min, noon + 3s);
    at.skip = 12;
    const auto again = read_position(write_position(at));
    REQUIRE(again);
    CHECK(write_position(*again) == write_position(at));
    CHECK(again->known.at("2").updated == noon + 1s);
    for (const char* bad : {"", "{}", "[]", R"({"since":"2026-03-01T12:00:00Z","skip":-1})"}) {
        CHECK(read_position(bad).error().kind == error_kind::permanent);
        CHECK(read_position(bad).error().code == "redmine.cursor");
    }
}

}  // namespace
}  // namespace earshot::redmine
