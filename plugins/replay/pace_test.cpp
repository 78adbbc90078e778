#include "replay/pace.hpp"

#include "catch.hpp"

namespace earshot::replay {

namespace {

constexpr timestamp start{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

}  // namespace

TEST_CASE("replay pace: a cursor remembers the next turn and the beginning") {
    const position at{17, start};
    CHECK(*from_cursor(to_cursor(at), start + duration{5}) == at);
    CHECK(*from_cursor("", start) == position{0, start});
    CHECK(*from_cursor("3", start) == position{3, start});
}

TEST_CASE("replay pace: a cursor of another kind is refused") {
    for (const char* bad : {"x", "-1", "1@", "@5", "1@2@3", "1 "}) {
        const auto at = from_cursor(bad, start);
        REQUIRE_FALSE(at);
        CHECK(at.error().code == "replay.cursor");
    }
}

TEST_CASE("replay pace: intervals are the original ones, or shorter, or none") {
    const timestamp first = start - std::chrono::years{6};
    const timestamp said = first + std::chrono::hours{2};
    CHECK(due(said, first, start, 1) == start + std::chrono::hours{2});
    CHECK(due(said, first, start, 60) == start + std::chrono::minutes{2});
    CHECK(due(said, first, start, 0) == start);
}

}  // namespace earshot::replay
