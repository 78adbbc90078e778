#include "x/x.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "x/fixture.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;
using testkit::run;

constexpr const char* mentions_url = "https://api.x.com/2/users/4337869213/mentions";
constexpr const char* search_url = "https://api.x.com/2/tweets/search/recent";
constexpr const char* posts_url = "https://api.x.com/2/tweets";
constexpr const char* own_url = "https://api.x.com/2/users/4337869213/tweets";
const error too_large(error_kind::invalid, "http.too_large", "the answer's body is too large");
constexpr const char* empty_page = R"({"meta":{"result_count":0}})";

testkit::values merged(testkit::values base, testkit::values more) {
    for (auto& [name, value] : more) base.insert_or_assign(name, value);
    return base;
}

testkit::values oauth2(testkit::values more = {}) {
    return merged({{"user_id", "4337869213"},
                   {"handle", "@flyblauw"},
                   {"client_id", "client"},
                   {"refresh_token", "credential:x-refresh"}},
                  std::move(more));
}

// A configured plugin and the world around it.
struct bench {
    explicit bench(testkit::values given)
        : host(testkit::configured(account_fields, std::move(given)), "blauw"), plugin(host) {
        for (const char* field : {"bearer_token", "consumer_key", "consumer_secret", "access_token",
                                  "access_token_secret"})
            host.secrets.set(field, std::string(field) + "-value");
    }

    result<poll_result> poll(std::string cursor = "") {
        poll_request request;
        request.cursor = std::move(cursor);
        return run(plugin.poll(std::move(request)));
    }

    result<receipt> publish(std::string text = "We zoeken mee. ^Sanne") {
        return run(plugin.publish(request(std::move(text))));
    }

    result<std::optional<receipt>> reconcile(std::string text = "nooit gestuurd") {
        return run(plugin.reconcile(request(std::move(text))));
    }

    // Why it cannot tell whether that was posted.
    std::string doubt() {
        const auto found = reconcile();
        if (found) return found->has_value() ? "found" : "nothing";
        CHECK(found.error().kind == error_kind::transient);
        return found.error().code;
    }

    static publish_request request(std::string text) {
        publish_request made;
        made.key = "k-1";
        made.answer.object_id = "2028000000000000101";
        made.answer.text = std::move(text);
        made.thread_id = "2028000000000000101";
        made.first_attempt = at("2026-03-01T12:00:00.000Z");
        return made;
    }

    std::string authorization() const {
        for (const auto& [name, value] : host.http.last().headers)
            if (name == "authorization") return value;
        return {};
    }

    testkit::fake_host host;
    connector plugin;
};

// Why the plugin cannot be created; empty when it can.
std::string complaint(testkit::values given) {
    testkit::fake_host host(testkit::configured(account_fields, std::move(given)));
    try {
        connector made(host);
    } catch (const std::invalid_argument& problem) {
        return problem.what();
    }
    return {};
}

TEST_CASE("x: settings that cannot work together are refused, saying what is missing") {
    const testkit::values base{{"user_id", "4337869213"}, {"handle", "flyblauw"}};
    const auto with = [&](testkit::values more) {
        return complaint(merged(base, std::move(more)));
    };
    CHECK(with({}) == "auth is oauth2, which needs client_id, refresh_token");
    CHECK(with({{"auth", "oauth1"}, {"consumer_key", "file:/k"}}) ==
          "auth is oauth1, which needs consumer_secret, access_token, access_token_secret");
    CHECK(with({{"auth", "app_only"}}) == "auth is app_only, which needs bearer_token");
    const auto app = [&](testkit::values more) {
        return with(merged({{"auth", "app_only"}, {"bearer_token", "file:/b"}}, std::move(more)));
    };
    CHECK(app({}).empty());
    CHECK(app({{"user_id", "flyblauw"}}).starts_with("user_id is 'flyblauw', but"));
    CHECK(app({{"handle", "fly blauw"}}).starts_with("handle is 'fly blauw', but"));
    CHECK(app({{"max_length", 0}}).starts_with("max_length is 0, but"));
    CHECK(app({{"max_length", 25'001}}).starts_with("max_length is 25001, but"));
    CHECK(app({{"mentions", false}}).starts_with("nothing would come in"));
}

TEST_CASE("x: a poll reads mentions with the user's token") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
    const auto read = x.poll();
    REQUIRE(read);
    CHECK(read->items.messages.size() == 8);
    CHECK(read->items.rejects.size() == 1);
    CHECK(read->items.messages.front().account == "blauw");
    CHECK(read->more);
    CHECK(x.authorization() == "Bearer token-1");
    CHECK(x.host.oauth.asked()->token_url == "https://api.x.com/2/oauth2/token");
    CHECK(x.host.oauth.asked()->client_secret_field.empty());
    CHECK(x.host.metrics.values.at("objects_left_out") == 1);
}

TEST_CASE("x: an expired send token does not stop reading where the app has one of its own") {
    bench x(oauth2({{"bearer_token", "credential:bearer"}}));
    x.host.oauth.refuse(error(error_kind::unauthorized, "oauth.refused", "grant access again"));
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    CHECK(x.poll());
    CHECK(x.authorization() == "Bearer bearer_token-value");
    CHECK(x.publish().error().kind == error_kind::unauthorized);
    CHECK(x.host.http.requests().size() == 1);
}

TEST_CASE("x: mentions and search are read side by side, each with a position of its own") {
    bench x(oauth2({{"search_query", "blauw -is:retweet"}}));
    x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
    x.host.http.answer("GET", search_url, 200, fixture("search_page_new_names.json"));
    const auto first = x.poll();
    CHECK(first->items.messages.size() == 10);
    x.host.http.forget();
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    x.host.http.answer("GET", search_url, 200, empty_page);
    const auto second = x.poll(first->cursor);
    CHECK_FALSE(second->more);
    CHECK(x.host.http.requests().at(0).url.find("pagination_token=7140w9gefhslx3") !=
          std::string::npos);
    CHECK(x.host.http.requests().at(1).url.find("since_id=2028000000000000202") !=
          std::string::npos);
}

TEST_CASE("x: a poll from the same cursor asks the same") {
    bench x(oauth2());
    x.host.http.always("GET", mentions_url, 200, fixture("mentions_page.json"));
    const auto first = x.poll();
    const auto once = x.poll(first->cursor);
    const auto again = x.poll(first->cursor);
    CHECK(once->cursor == again->cursor);
    CHECK(written(once->items.messages) == written(again->items.messages));
    CHECK(x.host.http.requests().at(1).url == x.host.http.requests().at(2).url);
}

TEST_CASE("x: a source that fails holds up no other, and is told once") {
    bench x(oauth2({{"search_query", "blauw"}}));
    for (int i = 0; i < 2; ++i) {
        x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
        x.host.http.answer("GET", search_url, 503, "");
        const auto read = x.poll();
        CHECK(read->items.messages.size() == 8);
        CHECK_FALSE(read->more);  // the failing one would be asked at once
    }
    CHECK(x.host.log.count("x.source_failed") == 1);
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    x.host.http.answer("GET", search_url, 200, empty_page);
    CHECK(x.poll());
    CHECK(x.host.log.count("x.source_recovered") == 1);
}

TEST_CASE("x: when every source fails the poll fails, with what the host may act on") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 429, "",
                       {{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", "1772366700"}});
    const auto throttled = x.poll();
    CHECK(throttled.error().kind == error_kind::throttled);
    CHECK(throttled.error().retry_after == 300s);
    x.host.http.answer("GET", mentions_url, 404, "");
    CHECK(x.poll().error().kind == error_kind::permanent);
    x.host.http.fail("GET", mentions_url, error(error_kind::transient, "http.timeout", "slow"));
    CHECK(x.poll().error().code == "http.timeout");
    CHECK(x.poll("no cursor").error().code == "x.cursor");
}

TEST_CASE("x: a refused user token is given back, an app's own is not") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 401,
                       R"({"title":"Unauthorized","type":"about:blank"})");
    CHECK(x.poll().error().kind == error_kind::unauthorized);
    CHECK(x.host.oauth.rejected() == std::vector<std::string>{"token-1"});
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    CHECK(x.poll());
    CHECK(x.authorization() == "Bearer token-2");

    bench app(oauth2({{"bearer_token", "credential:bearer"}}));
    app.host.http.answer("GET", mentions_url, 401, "");
    CHECK(app.poll().error().kind == error_kind::unauthorized);
    CHECK(app.host.oauth.rejected().empty());
}

TEST_CASE("x: a page token that X no longer knows begins the round again") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
    const auto first = x.poll();
    x.host.http.answer("GET", mentions_url, 400,
                       R"({"errors":[{"parameters":{"pagination_token":["7140w9gefhslx3"]},)"
                       R"("message":"invalid"}],"title":"Invalid Request",)"
                       R"("type":"https://api.x.com/2/problems/invalid-request"})");
    const auto second = x.poll(first->cursor);
    REQUIRE(second);
    CHECK_FALSE(second->more);
    CHECK(x.host.log.count("x.paging_restarted") == 1);
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    CHECK(x.poll(second->cursor));
    CHECK(x.host.http.last().url.find("pagination_token") == std::string::npos);
    CHECK(x.host.http.last().url.find("start_time=2026-02-28") != std::string::npos);
}

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

TEST_CASE("x: limits follow the settings and the rules in force") {
    bench x(oauth2({{"max_length", 25'000}}));
    CHECK(x.plugin.limits().max_length == 25'000);
    CHECK(x.plugin.limits().repeat == repeat_safety::reconcile);
    CHECK(x.plugin.limits().only_if_addressed);
    x.host.clock.set(at("2026-02-22T00:00:00Z"));
    CHECK_FALSE(x.plugin.limits().only_if_addressed);
    CHECK_FALSE(bench(oauth2({{"plan", "enterprise"}})).plugin.limits().only_if_addressed);
    CHECK(x.plugin.length("klm.nl").value() == 23);
}

TEST_CASE("x: webhooks are offered where the secret that signs them is configured") {
    CHECK(bench(oauth2()).plugin.routes().empty());
    bench x(oauth2({{"consumer_secret", "credential:s"}}));
    x.host.secrets.set("consumer_secret", "TestConsumerSecret");
    REQUIRE(x.plugin.routes().size() == 1);
    CHECK(x.plugin.routes().front().name == "events");
    webhook_request request;
    request.route = "events";
    request.query = "crc_token=MDkxYWNiMTItNzQ0";
    CHECK(x.plugin.challenge(request)->body.find("Iwn4wiPRvfEgz7iy0AMWmT9a4NO9Gan2Fa62fjrPdaQ=") !=
          std::string::npos);
    request.body = fixture("three_entries_of_four.json");
    const auto items = x.plugin.accept(request);
    CHECK(items->messages.size() == 11);
    CHECK(items->rejects.size() == 1);
}

TEST_CASE("x: events of another account are told, others merely counted") {
    bench x(oauth2({{"consumer_secret", "credential:s"}}));
    webhook_request request;
    request.body = R"({"for_user_id":"12","tweet_create_events":[]})";
    CHECK(x.plugin.accept(request));
    CHECK(x.host.log.count("x.events_of_other_account") == 1);
    request.body = fixture("account_activity_other.json");
    CHECK(x.plugin.accept(request));
    CHECK(x.host.metrics.values.at("events_ignored") == 3);
    request.body = "{}";
    CHECK(x.plugin.accept(request).error().kind == error_kind::invalid);
}

TEST_CASE("x: no secret and no text ever reaches the log") {
    bench x(oauth2({{"consumer_secret", "credential:s"}, {"search_query", "blauw"}}));
    x.host.http.answer("GET", mentions_url, 500, "");
    x.host.http.answer("GET", search_url, 401, "");
    CHECK_FALSE(x.poll());
    CHECK_FALSE(x.host.log.events().empty());
    for (const std::string_view secret : {"token-1", "consumer_secret-value", "Bearer"})
        CHECK_FALSE(x.host.log.mentions(secret));
}

TEST_CASE("x: with webhooks alone a poll has nothing to do") {
    bench x(oauth2({{"mentions", false}, {"consumer_secret", "credential:s"}}));
    const auto read = x.poll();
    REQUIRE(read);
    CHECK_FALSE(read->more);
    CHECK(x.host.http.requests().empty());
}

}  // namespace
}  // namespace earshot::x
