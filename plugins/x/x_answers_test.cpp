// Answers of the whole plugin: posted, refused, and looked for when that is not known.
#include "catch.hpp"
#include "x/connector_fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;
using testkit::run;

const error too_large(error_kind::invalid, "http.too_large", "the answer's body is too large");

TEST_CASE("x: an answer is posted under the post, and its receipt is X's id") {
    bench x(oauth2());
    x.host.http.answer("POST", posts_url, 201, R"({"data":{"id":"2028000000000000999"}})");
    const auto posted = x.publish();
    REQUIRE(posted);
    CHECK(posted->id == "2028000000000000999");
    CHECK(x.host.http.last().body.find("in_reply_to_tweet_id") != std::string::npos);
}

TEST_CASE("x: an answer that is too long never leaves the house") {
    bench x(oauth2());
    CHECK(x.publish(std::string(281, 'x')).error().code == "x.too_long");
    CHECK(x.host.http.requests().empty());
}

TEST_CASE("x: refusals of an answer keep their meaning") {
    bench x(oauth2());
    x.host.http.answer("POST", posts_url, 403,
                       R"({"detail":"You are not allowed to create a Tweet with duplicate )"
                       R"(content.","type":"about:blank","title":"Forbidden","status":403})");
    CHECK(x.publish().error().kind == error_kind::conflict);
    x.host.http.answer("POST", posts_url, 404, "");
    CHECK(x.publish().error().kind == error_kind::gone);
    x.host.http.answer("POST", posts_url, 402, "");
    CHECK(x.publish().error().retry_after == 1h);
    CHECK_FALSE(x.host.log.mentions("We zoeken mee"));
}

TEST_CASE("x: an answer of X that is too large to read leaves open whether it was posted") {
    bench x(oauth2());
    x.host.http.fail("POST", posts_url, too_large);
    const auto posted = x.publish();
    CHECK(posted.error().kind == error_kind::conflict);
    CHECK(posted.error().code == "http.too_large");
}

TEST_CASE("x: nothing was posted where the request was never sent") {
    bench x(oauth2());
    x.host.oauth.refuse(too_large);
    CHECK(x.publish().error().kind == error_kind::invalid);
    x.host.oauth.refuse(error(error_kind::unauthorized, "oauth.refused", "grant access again"));
    CHECK(x.publish().error().kind == error_kind::unauthorized);
    CHECK(x.host.http.requests().empty());
}

TEST_CASE("x: an answer by OAuth 1.0a is signed") {
    bench x({{"user_id", "4337869213"},
             {"handle", "flyblauw"},
             {"auth", "oauth1"},
             {"consumer_key", "credential:k"},
             {"consumer_secret", "credential:s"},
             {"access_token", "credential:t"},
             {"access_token_secret", "credential:u"}});
    x.host.http.answer("POST", posts_url, 201, R"({"data":{"id":"17"}})");
    CHECK(x.publish());
    CHECK(x.authorization().starts_with("OAuth oauth_consumer_key=\"consumer_key-value\""));
    CHECK(x.authorization().find("oauth_timestamp=\"1772366400\"") != std::string::npos);
    CHECK(x.authorization().find("consumer_secret-value") == std::string::npos);
}

TEST_CASE("x: reconcile pages until it finds the answer") {
    bench x(oauth2());
    x.host.http.answer("GET", own_url, 200,
                       R"({"data":[],"meta":{"result_count":0,"next_token":"more"}})");
    x.host.http.answer("GET", own_url, 200, fixture("own_posts.json"));
    const auto found = run(x.plugin.reconcile(bench::request(
        "Wat vervelend! Meld het hier & we zoeken mee: https://blauw.nl/koffer ^Sanne")));
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->id == "2028000000000000910");
    CHECK(x.host.http.last().url.find("pagination_token=more") != std::string::npos);
}

TEST_CASE("x: reconcile tells what is not there") {
    bench x(oauth2());
    x.host.http.answer("GET", own_url, 200, fixture("own_posts.json"));
    CHECK(x.reconcile() == std::nullopt);
    x.host.http.answer("GET", own_url, 200, empty_page);
    CHECK(x.reconcile() == std::nullopt);
    x.host.http.answer("GET", own_url, 500, "");
    CHECK(x.reconcile().error().kind == error_kind::transient);
}

TEST_CASE("x: reconcile is not certain where posts remain that it may not read") {
    bench x(oauth2());
    x.host.http.always("GET", own_url, 200, R"({"meta":{"result_count":0,"next_token":"more"}})");
    CHECK(x.doubt() == "x.not_certain");
    CHECK(x.host.http.requests().size() == 8);
}

TEST_CASE("x: reconcile needs no more pages than reach back to the first attempt") {
    bench x(oauth2());
    x.host.http.answer("GET", own_url, 200,
                       R"({"data":[{"id":"17","text":"hoi","author_id":"4337869213",)"
                       R"("created_at":"2026-03-01T11:00:00.000Z"}],)"
                       R"("meta":{"result_count":1,"next_token":"more"}})");
    CHECK(x.reconcile() == std::nullopt);
    CHECK(x.host.http.requests().size() == 1);
}

TEST_CASE("x: reconcile takes an answer for empty only where X says so") {
    bench x(oauth2());
    for (const char* body : {"{}", R"({"meta":{}})", R"({"meta":{"result_count":1}})",
                             R"({"errors":[{"title":"Not Found Error"}]})", R"({"data":[]})"}) {
        x.host.http.answer("GET", own_url, 200, body);
        CHECK(x.doubt() == "x.not_certain");
    }
    x.host.http.answer("GET", own_url, 200, R"({"meta":{"result_count":0,"next_token":7}})");
    CHECK(x.doubt() == "x.body");
    x.host.http.fail("GET", own_url, too_large);
    CHECK(x.doubt() == "x.not_certain");
}

TEST_CASE("x: reconcile is not certain where the answer may be a post that it cannot read") {
    bench x(oauth2());
    const auto page = [](const std::string& post, const std::string& meta = "") {
        return R"({"data":[)" + post + R"(],"meta":{"result_count":1)" + meta + "}}";
    };
    for (const char* post :
         {"7", "{}", R"({"id":{},"text":17})", R"({"id":"17","text":"nooit gestuurd"})",
          R"({"id":"17","text":"nooit","note_tweet":{"text":"nooit gestuurd"}})",
          R"({"id":"17","text":"nooit","note_tweet":"nooit gestuurd"})"}) {
        x.host.http.answer("GET", own_url, 200, page(post));
        CHECK(x.doubt() == "x.not_certain");
    }
    x.host.http.answer("GET", own_url, 200, page(R"({"id":"17","text":"iets anders"})"));
    CHECK(x.reconcile() == std::nullopt);

    x.host.http.answer("GET", own_url, 200, page("7", R"(,"next_token":"more")"));
    x.host.http.answer("GET", own_url, 200, empty_page);
    CHECK(x.doubt() == "x.not_certain");
    x.host.http.answer("GET", own_url, 200, page("7", R"(,"next_token":"more")"));
    x.host.http.answer("GET", own_url, 200, fixture("own_posts.json"));
    CHECK(x.reconcile("Wat vervelend! Meld het hier & we zoeken mee: blauw.nl/koffer ^Sanne")
              ->has_value());
}

}  // namespace
}  // namespace earshot::x
