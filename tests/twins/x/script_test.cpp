#include "catch.hpp"
#include "twins/x/asking.hpp"

namespace earshot::twins::x {

namespace {

const std::string day = R"(
brand: {id: "4400100200", handle: NoordzeeAir, name: Noordzee Air}
people:
  - {handle: ann, name: Ann}
scenes:
  - {at: "10:00", label: bag, by: ann, lang: en, text: "@NoordzeeAir bag?"}
  - {at: "10:30", edit: bag, text: "@NoordzeeAir my bag?"}
  - {at: "11:00", by: ben, answers: bag, text: "@ann @NoordzeeAir mine too"}
  - {at: "12:00", delete: bag}
)";

}  // namespace

TEST_CASE("script: a day is played faster than it was, with its own times") {
    platform_options options;
    options.speed = 3600;
    asking x(options);
    x.ask("POST", "/twin/script", {}, day);
    const auto count = [&] { return x.json(x.get("/twin/stats")).at("script").at("played"); };
    CHECK(count() == 1);
    x.clock.advance(std::chrono::milliseconds{500});
    CHECK(count() == 2);
    x.clock.advance(std::chrono::milliseconds{600});
    const auto page = x.json(x.get(x.mentions, "tweet.fields=created_at,conversation_id"));
    REQUIRE(page.at("data").as_array().size() == 2);
    const auto& reply = page.at("data").at(0);
    const auto& edited = page.at("data").at(1);
    CHECK(reply.at("created_at").as_string().ends_with("T11:00:00.000Z"));
    CHECK(edited.at("text") == "@NoordzeeAir my bag?");
    CHECK(reply.at("conversation_id") == edited.at("conversation_id"));
    x.clock.advance(std::chrono::seconds{1});
    CHECK(x.json(x.get("/twin/stats")).at("script").at("finished") == true);
    CHECK(x.json(x.get(x.mentions)).at("data").as_array().size() == 1);
}

TEST_CASE("script: time goes on at its usual pace after the last scene") {
    const timestamp start{std::chrono::days{20'000}};
    const auto hour = duration{std::chrono::hours{1}};
    const stage_clock clock(start, start, 10 * hour, 12 * hour, 3600);
    CHECK(clock.at(start + std::chrono::seconds{1}) == start + 11 * hour);
    CHECK(clock.at(start + std::chrono::seconds{2} + hour) == start + 13 * hour);
}

TEST_CASE("script: mistakes are named with their line") {
    const auto late = parse_script("brand: {handle: a}\nscenes:\n  - {at: noon, by: a, text: b}\n");
    REQUIRE_FALSE(late);
    CHECK(late.error().detail.contains("line 3"));
    CHECK_FALSE(parse_script("brand: {handle: a}\nscenes: [{by: a, text: b}]"));
    CHECK_FALSE(parse_script("brand: {handle: a}\nscenes: [{at: '10:00', by: a}]"));
    CHECK_FALSE(parse_script("brand: [unclosed"));
}

}  // namespace earshot::twins::x
