#include "catch.hpp"
#include "earshot/message.hpp"
#include "earshot/reply.hpp"
#include "random_values.hpp"

using namespace earshot;
using tests::random_values;

namespace {

message smallest() {
    message made;
    made.platform = "x";
    made.object_id = "1";
    return made;
}

std::string text_after_round_trip(std::string text) {
    message made = smallest();
    made.text = std::move(text);
    return message_from_json(to_json(made)).value().text;
}

}  // namespace

TEST_CASE("json: any message comes back as it was, but for its raw bytes") {
    for (unsigned seed = 0; seed < 5'000; ++seed) {
        const message made = random_values(seed).a_message();
        const auto read = message_from_json(to_json(made));
        INFO("seed " << seed << ": " << to_json(made));
        REQUIRE(read);
        REQUIRE(*read == made);
    }
    message made = smallest();
    made.raw = "{\"id\":1}";
    CHECK(message_from_json(to_json(made)).value().raw.empty());
}

TEST_CASE("json: any reply comes back as it was") {
    for (unsigned seed = 0; seed < 5'000; ++seed) {
        const reply made = random_values(seed).a_reply();
        INFO("seed " << seed << ": " << to_json(made));
        REQUIRE(reply_from_json(to_json(made)).value() == made);
    }
}

TEST_CASE("json: a text that displays as nothing is not one that displays as written") {
    message made = smallest();
    made.text = "<p></p>";
    CHECK(message_from_json(to_json(made)).value() == made);
}

TEST_CASE("json: what is not UTF-8 becomes a replacement character, and the rest is untouched") {
    CHECK(text_after_round_trip("a\xff\"z") == "a\xef\xbf\xbd\"z");
    CHECK(text_after_round_trip("cut \xf0\x9f\x98") == "cut \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    const std::string lone_surrogate = "\xed\xa0\x80";
    CHECK(text_after_round_trip(lone_surrogate) == "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    const std::string overlong = "\xc0\x80";
    CHECK(text_after_round_trip(overlong) == "\xef\xbf\xbd\xef\xbf\xbd");
}

TEST_CASE("json: whatever bytes the text holds, the message can be read back") {
    random_values random(1);
    for (int i = 0; i < 5'000; ++i) {
        message made = smallest();
        made.text = random.bytes(40);
        made.by.display_name = random.bytes(10);
        const auto read = message_from_json(to_json(made));
        REQUIRE(read);
        CHECK(to_json(*read) == to_json(message_from_json(to_json(*read)).value()));
    }
}

TEST_CASE("json: members that nobody knows, or of another type, are passed over") {
    const auto read = message_from_json(
        R"({"platform":"x","object_id":"1","text":5,"author":"me","entities":{},"mood":"sunny",)"
        R"("kind":"shout","created":"yesterday","attachments":[1,{"id":"a"}]})");
    REQUIRE(read);
    message expected = smallest();
    expected.attachments.push_back({"a"});
    CHECK(*read == expected);
}

TEST_CASE("json: what is no message is an error that says so") {
    CHECK(message_from_json("").error().code == "json.message");
    CHECK(message_from_json("[]").error().detail == "a stored message is not a JSON object");
    CHECK(message_from_json("{\"platform\":\"x\"}").error().detail ==
          "a message without platform or object_id");
    CHECK(message_from_json("{\"platform\":\"\xff\"}").error().kind == error_kind::invalid);
    CHECK(reply_from_json("null").error().detail == "a stored reply is not a JSON object");
    CHECK(message_from_json(std::string(10'000, '[')).error().kind == error_kind::invalid);
}

TEST_CASE("json: a message has a name for people") {
    message made = smallest();
    made.account = "klm";
    CHECK(name_of(made) == "x/klm/1");
    made.revision = "2";
    CHECK(name_of(made) == "x/klm/1@2");
}
