#include "x/post_mapping.hpp"

#include <boost/json.hpp>

#include "catch.hpp"
#include "x/entities.hpp"
#include "x/fixture.hpp"
#include "x/object_reader.hpp"
#include "x/polling.hpp"

namespace earshot::x {
namespace {

using namespace tests;

result<message> map(const std::string& text, const included& with = {}) {
    const auto parsed = parse_body(text);
    return map_post(parsed->as_object(), with, brand());
}

std::string post_with(const std::string& members) {
    return R"({"id":"17","text":"hoi","author_id":"9","created_at":"2026-03-01T09:00:00.000Z",)"
           R"("conversation_id":"17")" +
           (members.empty() ? "" : "," + members) + "}";
}

TEST_CASE("post mapping: a page in six languages gives the golden messages") {
    auto read = read_page(fixture("mentions_page.json"), brand());
    REQUIRE(read);
    put_in_order(read->items);
    CHECK(written(read->items.messages) == golden("mentions_page"));
    CHECK(read->left_out == 1);
}

TEST_CASE("post mapping: a page in X's new names gives the golden messages") {
    auto read = read_page(fixture("search_page_new_names.json"), brand());
    REQUIRE(read);
    put_in_order(read->items);
    CHECK(written(read->items.messages) == golden("search_page_new_names"));
}

TEST_CASE("post mapping: a malformed object is put aside whole, with the member's name") {
    const auto read = read_page(fixture("mentions_page.json"), brand());
    REQUIRE(read->items.rejects.size() == 1);
    const malformed& one = read->items.rejects.front();
    CHECK(one.reason == "id: a string is expected");
    CHECK(parse_body(one.raw)->at("text").as_string() == "@flyblauw hallo");
}

TEST_CASE("post mapping: each member that is wrong is named") {
    const std::vector<std::pair<std::string, std::string>> wrong{
        {R"({"text":"a"})", "id: it is missing"},
        {R"({"id":"1x","text":"a"})", "id: 1 to 19 digits are expected"},
        {R"({"id":"12345678901234567890"})", "id: 1 to 19 digits are expected"},
        {R"({"id":"17","text":"a"})", "author_id: it is missing"},
        {R"({"id":"17","author_id":"9"})", "text: it is missing"},
        {R"({"id":"17","author_id":"9","text":["a"]})", "text: a string is expected"},
        {R"({"id":"17","author_id":"9","text":"a"})", "created_at: it is missing"},
        {post_with(R"("entities":[])"), "entities: an object is expected"},
        {post_with(R"("lang":3)"), "lang: a string is expected"},
        {post_with(R"("referenced_tweets":{})"), "referenced_tweets: an array is expected"},
        {post_with(R"("edit_history_tweet_ids":[17])"), "edit_history_tweet_ids: ids are expected"},
    };
    for (const auto& [text, reason] : wrong) {
        const auto made = map(text);
        REQUIRE_FALSE(made);
        CHECK(made.error().kind == error_kind::invalid);
        CHECK(made.error().detail == reason);
    }
}

TEST_CASE("post mapping: raw is the object as it came") {
    const std::string text = post_with(R"("public_metrics":{"like_count":3})");
    CHECK(parse_body(map(text)->raw).value() == parse_body(text).value());
}

TEST_CASE("post mapping: the text stays as received, entities of HTML included") {
    const std::string text = R"({"id":"17","text":"A &amp; B &lt;3","author_id":"9",)"
                             R"("created_at":"2026-03-01T09:00:00.000Z"})";
    CHECK(map(text)->text == "A &amp; B &lt;3");
}

TEST_CASE("post mapping: versions of an edited post share the first one's id") {
    const auto first = map(post_with(R"("edit_history_tweet_ids":["17"])"));
    const auto later = map(post_with(R"("edit_history_tweet_ids":["15","17"])"));
    CHECK(first->object_id == "17");
    CHECK(first->revision.empty());
    CHECK(first->kind == message_kind::post);
    CHECK(later->object_id == "15");
    CHECK(later->revision == "17");
    CHECK(later->kind == message_kind::edit);
    CHECK(later->permalink == "https://x.com/i/status/17");
}

TEST_CASE("post mapping: who mentions, answers or quotes us addresses us") {
    const auto addressed = [](const std::string& members) {
        return map(post_with(members))->addressed;
    };
    CHECK_FALSE(addressed(""));
    CHECK(addressed(R"("in_reply_to_user_id":"4337869213")"));
    CHECK_FALSE(addressed(R"("in_reply_to_user_id":"12")"));
    CHECK(addressed(R"("entities":{"mentions":[{"start":0,"end":3,"username":"FlyBlauw"}]})"));
    CHECK_FALSE(addressed(
        R"("entities":{"mentions":[{"start":0,"end":3,"username":"flyblauw","id":"8"}]})"));
    CHECK_FALSE(addressed(R"("referenced_tweets":[{"type":"quoted","id":"3"}])"));
    CHECK(addressed(
        R"("referenced_tweets":[{"type":"quoted","id":"3"}],"entities":{"urls":[{"start":0,)"
        R"("end":3,"url":"u","expanded_url":"https://x.com/flyblauw/status/3"}]})"));
    CHECK_FALSE(
        addressed(R"("referenced_tweets":[{"type":"retweeted","id":"3"}],)"
                  R"("entities":{"mentions":[{"start":0,"end":3,"username":"flyblauw"}]})"));
}

TEST_CASE("post mapping: a quoted post that X included tells whom it quotes") {
    const auto includes = parse_body(R"({"tweets":[{"id":"3","author_id":"4337869213"}]})");
    const auto made = map(post_with(R"("referenced_tweets":[{"type":"quoted","id":"3"}])"),
                          included(&includes->as_object()));
    CHECK(made->addressed);
    CHECK(made->quoted_id == "3");
}

TEST_CASE("post mapping: an answer without a thread of its own leaves it open") {
    const auto made = map(R"({"id":"17","text":"a","author_id":"9","created_at":)"
                          R"("2026-03-01T09:00:00.000Z","referenced_tweets":)"
                          R"([{"type":"replied_to","id":"3"}]})");
    CHECK(made->thread_id.empty());
    CHECK(made->parent_id == "3");
}

TEST_CASE("PAIN-19: x: a post comes with its words although X tells nonsense of its pictures") {
    const auto includes = parse_body(
        R"({"media":[{"media_key":"3_1","type":7,"url":{}},{"type":"photo"},"3_2",null]})");
    const auto post = parse_body(
        R"({"id":"17","text":"My bag looks like this","author_id":"12","created_at":
            "2026-03-01T09:15:02.000Z","attachments":{"media_keys":["3_1","3_2",{},""]}})");
    const auto made = map_post(post->as_object(), included(&includes->as_object()), brand());
    REQUIRE(made);
    CHECK(made->text == "My bag looks like this");
    REQUIRE(made->attachments.size() >= 2);
    CHECK(made->attachments[0].id == "3_1");
    CHECK(made->attachments[1].media_type == "image");
}

TEST_CASE("entities: marks outside the text are left out, and offsets are code points") {
    const auto marks = parse_body(
        R"({"hashtags":[{"start":2,"end":5,"tag":"ja"},{"start":2,"end":6,"tag":"te ver"},)"
        R"({"start":-1,"end":2,"tag":"x"},{"start":3,"end":3,"tag":"y"},{"start":"0","end":1},7]})");
    const auto found = read_entities(&marks->as_object(), "✈️#😷x");
    REQUIRE(found.size() == 1);
    CHECK(found.front().value == "ja");
}

TEST_CASE("entities: a link to a post gives its handle and id") {
    CHECK(read_post_link("https://x.com/KLM/status/17?s=20").id == "17");
    CHECK(read_post_link("https://twitter.com/KLM/status/17/photo/1").handle == "KLM");
    CHECK(read_post_link("https://x.com/KLM").id.empty());
    CHECK(read_post_link("https://example.com/KLM/status/17").id.empty());
    CHECK(read_post_link("https://x.com/KLM/status/").id.empty());
}

TEST_CASE("ids: ascend by length, then as text") {
    CHECK(id_less("999", "1000"));
    CHECK(id_less("1000", "1001"));
    CHECK_FALSE(id_less("17", "17"));
    CHECK(is_id("1"));
    CHECK_FALSE(is_id(""));
    CHECK_FALSE(is_id("-1"));
}

}  // namespace
}  // namespace earshot::x
