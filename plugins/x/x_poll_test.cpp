// A poll of the whole plugin: tokens, several sources, what happens when X refuses.
#include "catch.hpp"
#include "x/connector_fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;

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

TEST_CASE("x: with webhooks alone a poll has nothing to do") {
    bench x(oauth2({{"mentions", false}, {"consumer_secret", "credential:s"}}));
    const auto read = x.poll();
    REQUIRE(read);
    CHECK_FALSE(read->more);
    CHECK(x.host.http.requests().empty());
}

}  // namespace
}  // namespace earshot::x
