#include "replay/recording.hpp"

#include "catch.hpp"

namespace earshot::replay {

namespace {

constexpr const char* two_sessions = R"([
 {"dialogHeader": {"company": "AirBlue", "sessionID": "s-late"},
  "dialogContent": [
   {"client": "mia_1", "datetime": "2026-03-02T10:00:00.000Z",
    "message": "@airblue my bag 🧳 didn't arrive\n\nAMS → LIS", "tweet_ID": "100"},
   {"agent": "AirBlue", "datetime": "2026-03-02T10:05:00.000Z",
    "message": "@mia_1 Sorry! Which flight?", "tweet_ID": "101"},
   {"client": "mia_1", "datetime": "2026-03-02T10:06:00.000Z", "message": "KL1699", "tweet_ID": "102"},
   {"client1": "tomas", "datetime": "2026-03-02T10:07:00.000Z", "message": "igual yo", "tweet_ID": "103"}]},
 {"agentURL": {}, "dialogHeader": {"company": "AirBlue", "sessionID": "s-early"},
  "dialogContent": [
   {"client": "kenji", "datetime": "2026-03-01T09:00:00.000Z", "message": "荷物が届きません", "tweet_ID": "100"}]}
])";

std::vector<turn> read(std::string_view bytes) {
    auto turns = read_recording(bytes, "klm");
    REQUIRE(turns);
    return std::move(*turns);
}

const message& said(const turn& one) { return std::get<message>(one.what); }
const malformed& bad(const turn& one) { return std::get<malformed>(one.what); }

}  // namespace

TEST_CASE("recording: turns become messages, in order of time") {
    const auto turns = read(two_sessions);
    REQUIRE(turns.size() == 5);
    CHECK(said(turns[0]).object_id == "s-early/100");
    CHECK(said(turns[0]).text == "荷物が届きません");
    const message& first = said(turns[1]);
    CHECK(first.platform == "replay");
    CHECK(first.account == "klm");
    CHECK(first.object_id == "s-late/100");
    CHECK(first.thread_id == "s-late");
    CHECK(first.parent_id.empty());
    CHECK(first.kind == message_kind::post);
    CHECK(first.from == direction::from_customer);
    CHECK(first.by.handle == "mia_1");
    CHECK(first.text == "@airblue my bag 🧳 didn't arrive\n\nAMS → LIS");
    CHECK(first.created == *parse_rfc3339("2026-03-02T10:00:00Z"));
    CHECK(first.raw.contains("\"tweet_ID\":\"100\""));
}

TEST_CASE("recording: a turn answers the one before, an agent's is from us") {
    const auto turns = read(two_sessions);
    const message& answer = said(turns[2]);
    CHECK(answer.from == direction::from_us);
    CHECK(answer.kind == message_kind::reply);
    CHECK(answer.parent_id == "s-late/100");
    CHECK(said(turns[3]).parent_id == "s-late/101");
    CHECK(said(turns[4]).by.handle == "tomas");
    CHECK(said(turns[4]).from == direction::from_customer);
}

TEST_CASE("recording: whatever customers say in a recorded conversation is said to us") {
    const auto turns = read(two_sessions);
    CHECK(said(turns[0]).addressed);
    CHECK(said(turns[1]).addressed);
    CHECK_FALSE(said(turns[2]).addressed);  // the agent's
    CHECK(said(turns[4]).addressed);
}

TEST_CASE("recording: what cannot be understood is put aside, the rest goes on") {
    const auto turns = read(R"([
      7, {"dialogHeader": {}, "dialogContent": []},
      {"dialogHeader": {"sessionID": "s"}, "dialogContent": [
        "text", {"client": "a", "datetime": "yesterday", "message": "m", "tweet_ID": "1"},
        {"client": "a", "datetime": "2026-03-01T09:00:00Z", "message": "m", "tweet_ID": "2"},
        {"client": "a", "datetime": "2026-03-01T09:01:00Z", "message": "m"},
        {"datetime": "2026-03-01T09:01:00Z", "message": "m", "tweet_ID": "4"},
        {"client": "a", "datetime": "2026-03-01T09:01:00Z", "tweet_ID": "5"}]}])");
    REQUIRE(turns.size() == 8);
    int kept = 0;
    for (const turn& one : turns) {
        kept += std::holds_alternative<message>(one.what);
        CHECK(one.at == *parse_rfc3339("2026-03-01T09:00:00Z"));
    }
    CHECK(kept == 1);
    CHECK(bad(turns[0]).raw == "7");
    CHECK(bad(turns[1]).reason.contains("sessionID"));
    CHECK(bad(turns[3]).object_id == "1");
    CHECK(bad(turns[3]).reason.contains("datetime"));
}

TEST_CASE("recording: an archive of the file sink plays again, as one account") {
    message item;
    item.platform = "x";
    item.account = "brand";
    item.object_id = "7";
    item.parent_id = "6";
    item.text = "caf\u00E9 e\u0301";
    item.created = *parse_rfc3339("2026-03-01T09:00:00Z");
    item.stored = item.created;
    const std::string bytes = "{\"key\":\"k\",\"message\":" + to_json(item) +
                              ",\"raw\":\"{}\"}\n\n" + to_json(item) + "\r\n{\"torn";
    const auto turns = read(bytes);
    REQUIRE(turns.size() == 3);
    const message& again = said(turns[0]);
    CHECK(again.platform == "replay");
    CHECK(again.account == "klm");
    CHECK(again.object_id == "x/brand/7");
    CHECK(again.parent_id == "x/brand/6");
    CHECK(again.thread_id.empty());
    CHECK(again.text == item.text);
    CHECK(again.raw == "{}");
    CHECK(again.stored == timestamp{});
    CHECK(said(turns[1]).object_id == "x/brand/7");
    CHECK(bad(turns[2]).raw == "{\"torn");
}

TEST_CASE("recording: a file of another kind is refused with the reason") {
    for (const char* bytes : {"", "  \n", "hello", "[1,", "[\"\xFF\"]"}) {
        const auto turns = read_recording(bytes, "klm");
        REQUIRE_FALSE(turns);
        CHECK(turns.error().kind == error_kind::permanent);
        CHECK(turns.error().code == "replay.not_json");
    }
    CHECK(read("[]").empty());
}

}  // namespace earshot::replay
