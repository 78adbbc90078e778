#include "catch.hpp"
#include "twins/x/asking.hpp"
#include "twins/x/weight.hpp"

namespace earshot::twins::x {

TEST_CASE("publishing: an answer lands under the post it answers") {
    asking x;
    x.sign_in();
    const auto asked = x.says("ann", "@NoordzeeAir where is my bag?");
    const auto out = x.replies(asked, "We are looking for it.");
    CHECK(out.response.status == 201);
    CHECK(x.json(out).at("data").at("text") == "@ann We are looking for it.");
    const auto replies = x.json(x.get("/twin/replies")).at("replies").as_array();
    REQUIRE(replies.size() == 1);
    CHECK(text(replies[0].at("in_reply_to")) == asked);
    CHECK(text(replies[0].at("conversation_id")) == asked);
}

TEST_CASE("publishing: the same answer twice is a duplicate, to somebody else it is not") {
    asking x;
    x.sign_in();
    const auto ann = x.says("ann", "@NoordzeeAir hello?");
    const auto ben = x.says("ben", "@NoordzeeAir hello?");
    CHECK(x.replies(ann, "Hello!").response.status == 201);
    const auto again = x.replies(ann, "Hello!");
    CHECK(again.response.status == 403);
    CHECK(x.json(again).at("detail") ==
          "You are not allowed to create a Tweet with duplicate content.");
    CHECK(x.replies(ben, "Hello!").response.status == 201);
    x.clock.advance(std::chrono::minutes{16});
    CHECK(x.replies(ann, "Hello!").response.status == 201);
}

TEST_CASE("publishing: only those who called are answered, unless the plan allows more") {
    asking self_serve;
    self_serve.sign_in();
    const auto about = self_serve.says("ann", "Noordzee Air lost my bag");
    CHECK(self_serve.replies(about, "Sorry!").response.status == 403);
    platform_options options;
    options.enterprise = true;
    asking enterprise(options);
    enterprise.sign_in();
    const auto other = enterprise.says("ann", "Noordzee Air lost my bag");
    CHECK(enterprise.replies(other, "Sorry!").response.status == 201);
}

TEST_CASE("publishing: who quotes us has called us") {
    asking x;
    x.sign_in();
    const auto ours = x.says("NoordzeeAir", "All flights on time");
    const auto quote =
        x.json(x.post("/twin/posts", {{"author", "ann"}, {"text", "Ha."}, {"quotes", ours}}));
    CHECK(x.replies(std::string(quote.at("id").as_string()), "Hm.").response.status == 201);
}

TEST_CASE("publishing: refuses what the platform refuses") {
    asking x;
    x.sign_in();
    const auto asked = x.says("ann", "@NoordzeeAir hello?");
    CHECK(x.post("/2/tweets", {{"text", "a"}, {"txet", "b"}}).response.status == 400);
    CHECK(x.post("/2/tweets", {{"text", "a"}, {"reply", {{"to", "1"}}}}).response.status == 400);
    CHECK(x.post("/2/tweets", {{"text", ""}}).response.status == 400);
    CHECK(x.replies("abc", "a").response.status == 400);
    CHECK(x.replies("17", "a").response.status == 404);
    CHECK(x.replies(asked, std::string(281, 'a')).response.status == 400);
    CHECK(x.replies(asked, std::string(280, 'a')).response.status == 201);
}

TEST_CASE("publishing: an answer to a deleted post fails") {
    asking x;
    x.sign_in();
    const auto asked = x.says("ann", "@NoordzeeAir never mind");
    x.ask("DELETE", "/twin/posts/" + asked, {}, {});
    CHECK(x.replies(asked, "Too late").response.status == 404);
}

TEST_CASE("publishing: one deletes one's own posts only") {
    asking x;
    x.sign_in();
    const auto theirs = x.says("ann", "@NoordzeeAir hello?");
    const auto ours =
        std::string(x.json(x.replies(theirs, "Hello!")).at("data").at("id").as_string());
    CHECK(x.ask("DELETE", "/2/tweets/" + theirs, {}, {}).response.status == 403);
    CHECK(x.ask("DELETE", "/2/tweets/" + ours, {}, {}).response.status == 200);
    CHECK(x.json(x.get("/twin/replies")).at("replies").as_array().empty());
}

TEST_CASE("weight: the published vectors") {
    CHECK(weight_of("Hi http://test.co") == 26);
    CHECK(weight_of("http://test.co") == 23);
    CHECK(weight_of("H🐱☺👨‍👩‍👧‍👦") == 7);
    CHECK(weight_of("😷👾😡🔥💩") == 10);
    CHECK(weight_of("🙋🏽👨‍🎤") == 4);
    CHECK(weight_of("1⃣") == 2);
    CHECK(weight_of("日本語") == 6);
}

}  // namespace earshot::twins::x
