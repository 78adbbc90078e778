#include "bluesky/rounds.hpp"

#include "bluesky/fixture.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const timestamp noon = at("2026-03-01T12:00:00Z");

// After a walk that began then.
position settled(timestamp since, timestamp scanned) {
    position made;
    made.since = since;
    made.scanned = scanned;
    return made;
}

walk_step step(position from, timestamp now, std::optional<timestamp> oldest,
               const std::string& next) {
    page_facts read;
    read.oldest = oldest;
    read.next = next;
    return advanced(begun(std::move(from), brand(), now), read);
}

TEST_CASE("rounds: the very first walk reaches back as far as the operator says") {
    const position at = begun({}, brand(), noon);
    CHECK(at.current->floor == noon - 48h);
    CHECK(at.current->scan);
    CHECK(begun(at, brand(), noon + 1min) == at);
}

TEST_CASE("rounds: between two scans a walk reaches back to the last one, and wants all the same") {
    const position at = begun(settled(noon - 1min, noon - 10min), brand(), noon);
    CHECK_FALSE(at.current->scan);
    CHECK(at.current->floor == noon - 6min);
    CHECK(at.current->wanted == noon - 48h);
}

TEST_CASE("rounds: a scan looks again at everything that the last one could have missed") {
    const position at = begun(settled(noon - 1min, noon - 15min), brand(), noon);
    CHECK(at.current->scan);
    CHECK(at.current->floor == noon - 15min - 48h);
    CHECK(at.current->wanted == at.current->floor);
}

TEST_CASE("PAIN-8: after days away the walk goes back beyond the last time we were there") {
    const position at = begun(settled(noon - 72h, noon - 73h), brand(), noon);
    CHECK(at.current->floor == noon - 73h - 48h);
    CHECK(at.current->wanted == at.current->floor);
}

TEST_CASE("rounds: a walk goes down to its floor, then up again, and ends at the top") {
    const auto first = step(settled(noon - 1h, noon - 1h), noon, noon - 30min, "page-2");
    CHECK(first.how == walk_end::goes_on);
    CHECK(first.at.current->next == "page-2");
    CHECK(first.at.current->above == std::vector<stretch>{{"", noon - 30min}});
    CHECK(first.at.since == noon - 1h);
    const auto lowest = step(first.at, noon + 1min, noon - 50h, "page-3");
    CHECK(lowest.how == walk_end::at_reach);
    CHECK(lowest.at.current->next.empty());
    CHECK(lowest.at.current->reach == noon - 30min);
    CHECK_FALSE(left_unread(lowest, true, brand()));
    const auto last = step(lowest.at, noon + 1min, noon - 30min, "page-2");
    CHECK(last.how == walk_end::at_reach);
    CHECK_FALSE(last.at.current);
    CHECK(last.at.since == noon);
    CHECK(last.at.scanned == noon);
    CHECK_FALSE(left_unread(last, true, brand()));
}

TEST_CASE("rounds: what came in between, on the way up, is gone down to first") {
    const auto first = step(settled(noon - 1h, noon - 1h), noon, noon - 30min, "page-2");
    const auto lowest = step(first.at, noon, noon - 50h, "page-3");
    const auto pushed = step(lowest.at, noon + 1min, noon - 20min, "page-1b");
    CHECK(pushed.how == walk_end::goes_on);
    CHECK(pushed.at.current->next == "page-1b");
    CHECK(pushed.at.current->reach == noon - 30min);
    CHECK(pushed.at.current->above == std::vector<stretch>{{"", noon - 20min}});
}

TEST_CASE("rounds: the way up that a server lets never end leaves a gap behind") {
    const auto first = step(settled(noon - 1h, noon - 1h), noon, noon - 30min, "page-2");
    position at = step(first.at, noon, noon - 50h, "").at;
    walk_step last;
    int steps = 0;
    do {
        last = step(at, noon, noon - 20min, "page-x");
        at = last.at;
    } while (last.how == walk_end::goes_on && ++steps < 1'000);
    REQUIRE(last.how == walk_end::too_long);
    CHECK(at.current->above.size() <= most_above);
    const auto missed = left_unread(last, false, brand());
    REQUIRE(missed);
    CHECK(missed->from == noon - 30min);
    CHECK(missed->to == noon - 20min);
}

TEST_CASE("rounds: a page without entries does not end a list that goes on") {
    const auto empty = step({}, noon, std::nullopt, "page-2");
    CHECK(empty.how == walk_end::goes_on);
    CHECK(step({}, noon, std::nullopt, "").how == walk_end::at_list_end);
}

TEST_CASE("PAIN-8: a walk that cannot reach the last one says which time is missing") {
    position at = settled(noon - 72h, noon - 72h);
    walk_step last;
    for (int page = 0; page < 50; ++page) {
        last = step(at, noon, noon - 1min * (page + 1), "more");
        at = last.at;
    }
    REQUIRE(last.how == walk_end::too_long);
    const auto missed = left_unread(last, false, brand());
    REQUIRE(missed);
    CHECK(missed->from == noon - 72h);
    CHECK(missed->to == noon - 50min);
    CHECK(missed->reason.find("5000") != std::string::npos);
}

TEST_CASE("PAIN-8: a list that was cut short since the last time is a gap, a short one is not") {
    const auto ended = step(settled(noon - 72h, noon - 72h), noon, noon - 24h, "");
    REQUIRE(ended.how == walk_end::at_list_end);
    CHECK_FALSE(left_unread(ended, false, brand()));
    const auto missed = left_unread(ended, true, brand());
    REQUIRE(missed);
    CHECK(missed->from == noon - 72h);
    CHECK(missed->to == noon - 24h);
    const auto first = step({}, noon, noon - 24h, "");
    CHECK_FALSE(left_unread(first, true, brand()));
    const auto usual = step(settled(noon - 1min, noon - 20min), noon, noon - 10s, "");
    CHECK_FALSE(left_unread(usual, true, brand()));
}

TEST_CASE(
    "rounds: a walk that something too large stops hands over what it has, and leaves a gap") {
    page_facts read;
    read.oldest = noon - 10min;
    read.unreadable = true;
    const auto ended = advanced(begun(settled(noon - 30min, noon - 1h), brand(), noon), read);
    CHECK(ended.how == walk_end::unreadable);
    CHECK_FALSE(ended.at.current);
    const auto missed = left_unread(ended, false, brand());
    REQUIRE(missed);
    CHECK(missed->from == noon - 30min);
    CHECK(missed->to == noon - 10min);
    read.oldest = noon - 50h;
    CHECK(end_after(*begun(settled(noon, noon - 1h), brand(), noon).current, read) ==
          walk_end::at_reach);
}

TEST_CASE("cursor: what is written is read back") {
    cursor made;
    made.mentions = begun(settled(noon, noon - 1h), brand(), noon);
    made.mentions.current->next = "2026-03-01T09:15:02.123Z";
    made.mentions.current->reach = noon - 2h;
    made.mentions.current->above = {{"", noon - 1min}, {"2026-03-01T11:15:02.123Z", noon - 1h}};
    made.own = settled(noon - 1h, noon);
    remember(made, {uri_of("a"), mark_of("bafyreicabcdefgh"), noon});
    remember(made, {uri_of("same-moment"), "m", noon});
    remember(made, {"sha256:00", "", noon - 1h});
    const auto again = read_cursor(write_cursor(made));
    REQUIRE(again);
    CHECK(*again == made);
    CHECK(again->seen[0].mark == "abcdefgh");
    CHECK(read_cursor("") == cursor());
    for (const char* foreign : {"{}", "[]", "x", R"({"version":2})"})
        CHECK(read_cursor(foreign).error().code == "bluesky.cursor");
}

TEST_CASE("cursor: a walk that an earlier version was on goes down to its floor") {
    const auto held = read_cursor(
        R"({"version":1,"mentions":{"since":5,"walk":{"began":9,"floor":3,"next":"page-2"}}})");
    REQUIRE(held);
    CHECK(held->mentions.current->reach == held->mentions.current->floor);
    CHECK(held->mentions.current->next == "page-2");
}

TEST_CASE("cursor: it is bounded, newest first, and lets go of what is old") {
    cursor made;
    for (int i = 0; i < 1'000; ++i)
        remember(made, {uri_of("3lz" + std::to_string(1'000'000 + i)), "12345678",
                        noon - std::chrono::minutes(i)});
    CHECK(made.seen.size() == most_seen);
    CHECK(made.seen.front().when == noon);
    CHECK(write_cursor(made).size() < 40'000);
    remember(made, {made.seen[7].uri, "changed", made.seen[7].when});
    CHECK(made.seen.size() == most_seen);
    CHECK(find_seen(made, made.seen[7].uri)->mark == "changed");
    prune(made, noon - 10min);
    CHECK(made.seen.size() == 11);
    remember(made, {"at://" + std::string(500, 'x'), "m", noon});
    CHECK(made.seen.size() == 11);
}

}  // namespace
}  // namespace earshot::bluesky
