#include "x/webhook_events.hpp"

#include "catch.hpp"
#include "earshot/signature.hpp"
#include "x/fixture.hpp"
#include "x/legacy_mapping.hpp"

namespace earshot::x {
namespace {

using namespace tests;

const timestamp received = at("2026-03-01T16:00:00.000Z");

events read(const std::string& name) {
    return read_events(fixture(name + ".json"), brand(), received).value();
}

void check_golden(const std::string& name) {
    const events found = read(name);
    CHECK(written(found.items.messages) == golden(name));
    CHECK(found.items.rejects.empty());
}

TEST_CASE("webhook events: account activity gives the golden messages") {
    check_golden("account_activity_posts");
    check_golden("account_activity_direct_messages");
    check_golden("account_activity_deletion");
}

TEST_CASE("webhook events: activity events give the golden messages") {
    check_golden("activity_events");
    check_golden("activity_event_array");
}

TEST_CASE("webhook events: a post of the filtered stream gives the golden message") {
    check_golden("filtered_stream");
}

TEST_CASE("webhook events: of three entries of four, one malformed, eleven come through") {
    const events found = read("three_entries_of_four");
    CHECK(found.items.messages.size() == 11);
    REQUIRE(found.items.rejects.size() == 1);
    CHECK(found.items.rejects.front().reason ==
          "created_at: a time as RFC 3339 writes it is expected");
    CHECK(found.items.rejects.front().object_id == "2028000000000000706");
    CHECK(found.items.rejects.front().raw.find("荷物が出てきません") != std::string::npos);
}

TEST_CASE("webhook events: the same holds for account activity, and the id is still read") {
    const events found = read("three_bodies_of_four");
    CHECK(found.items.messages.size() == 11);
    REQUIRE(found.items.rejects.size() == 1);
    CHECK(found.items.rejects.front().reason == "user: an object with an id is expected");
    CHECK(found.items.rejects.front().object_id == "2028000000000000806");
}

TEST_CASE("webhook events: what is no message is ignored and counted") {
    const events found = read("account_activity_other");
    CHECK(found.items.messages.empty());
    CHECK(found.ignored.at("follow_events") == 1);
    CHECK(found.ignored.at("direct_message_indicate_typing_events") == 1);
    CHECK(read("activity_events").ignored.at("like.create") == 1);
}

TEST_CASE("webhook events: our own outgoing direct messages are from us, and in the same thread") {
    const auto messages = read("account_activity_direct_messages").items.messages;
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].from == direction::from_customer);
    CHECK(messages[1].from == direction::from_us);
    CHECK(messages[0].thread_id == "2200000006-4337869213");
    CHECK(messages[1].thread_id == messages[0].thread_id);
}

TEST_CASE("webhook events: those for another account of the app are not ours") {
    account other = brand();
    other.user_id = "12";
    const auto legacy = read_events(fixture("account_activity_posts.json"), other, received);
    CHECK(legacy->items.messages.empty());
    CHECK(legacy->ignored.at(std::string(other_account)) == 1);
    const auto newer = read_events(fixture("activity_event_array.json"), other, received);
    CHECK(newer->ignored.at(std::string(other_account)) == 2);
}

TEST_CASE("webhook events: notices of the delivery itself are ignored") {
    for (const std::string text :
         {R"({"replay_job_status":{"webhook_id":"1","job_state":"Complete","job_id":"2"}})",
          R"({"user_event":{"revoke":{"date_time":"2026-03-01T00:00:00Z"}}})",
          R"({"errors":[{"title":"operational-disconnect"}]})"})
        CHECK(read_events(text, brand(), received)->ignored.size() == 1);
}

TEST_CASE("webhook events: a body of no known shape is refused as a whole") {
    for (const std::string text : {"", "null", "17", "{}", R"({"id":"17"})", "{\"for_user_id\""})
        CHECK(read_events(text, brand(), received).error().kind == error_kind::invalid);
    CHECK(read_events("[]", brand(), received)->items.messages.empty());
}

TEST_CASE("webhook events: entries that are not what they should be are put aside one by one") {
    const auto reasons = [](const std::string& text) {
        std::vector<std::string> found;
        for (const malformed& one : read_events(text, brand(), received)->items.rejects)
            found.push_back(one.reason);
        return found;
    };
    CHECK(reasons(R"([7,{"data":{"event_type":"post.create"}}])") ==
          std::vector<std::string>{
              "none of the shapes in which X delivers: neither for_user_id nor data",
              "payload: it is missing"});
    CHECK(reasons(R"({"data":[{"payload":{}},"x"]})") ==
          std::vector<std::string>{"event_type: it is missing", "an object is expected"});
    CHECK(reasons(R"({"data":{"event_type":"dm.received","payload":{}}})") ==
          std::vector<std::string>{"payload.direct_message_events: an array is expected"});
    CHECK(reasons(R"({"data":{"event_type":"post.delete","payload":{"id":"17"}}})") ==
          std::vector<std::string>{"payload.author_id: it is missing"});
    CHECK(reasons(R"({"data":[{"id":"1"}],"matching_rules":[]})").size() == 1);
    CHECK(reasons(R"({"for_user_id":"4337869213","direct_message_events":[{"id":"1",)"
                  R"("created_timestamp":"1516403560557","message_create":{"sender_id":"2",)"
                  R"("target":{},"message_data":{"text":"a"}}}]})") ==
          std::vector<std::string>{"message_create.target.recipient_id: it is missing"});
    CHECK(reasons(R"({"for_user_id":"4337869213","tweet_delete_events":[{"timestamp_ms":"x"}]})") ==
          std::vector<std::string>{"timestamp_ms: milliseconds since 1970 are expected"});
}

TEST_CASE("webhook challenge: the proof is that of X's documentation") {
    const auto answer =
        answer_challenge("crc_token=MDkxYWNiMTItNzQ0&nonce=x", "TestConsumerSecret");
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->content_type == "application/json");
    CHECK(answer->body ==
          R"({"response_token":"sha256=Iwn4wiPRvfEgz7iy0AMWmT9a4NO9Gan2Fa62fjrPdaQ="})");
    CHECK(answer_challenge("crc_token=", "secret").error().kind == error_kind::invalid);
    CHECK(answer_challenge("", "secret").error().code == "x.crc");
}

TEST_CASE("webhook signature: the scheme says how the published one was made") {
    const signature_scheme scheme = webhook_signature();
    const std::string made = scheme.prefix + to_base64(hmac(scheme.algorithm, "TestConsumerSecret",
                                                            R"({"for_user_id":"4337869213"})"));
    CHECK(made == "sha256=rx2fndG25iCEB/NNTYyd4z37VSjzE9H2/VgNLir4BbU=");
    CHECK(scheme.header == "x-twitter-webhooks-signature");
    CHECK(scheme.secret_field == "consumer_secret");
}

TEST_CASE("legacy time: is read to the second, and nothing else is") {
    CHECK(parse_legacy_time("Mon Mar 26 16:33:26 +0000 2018") == at("2018-03-26T16:33:26Z"));
    CHECK(parse_legacy_time("Mon Mar 26 16:33:26 +0200 2018") == at("2018-03-26T14:33:26Z"));
    CHECK_FALSE(parse_legacy_time("Mon Mrz 26 16:33:26 +0000 2018"));
    CHECK_FALSE(parse_legacy_time("Mon Feb 30 16:33:26 +0000 2018"));
    CHECK_FALSE(parse_legacy_time("2018-03-26T16:33:26Z"));
}

}  // namespace
}  // namespace earshot::x
