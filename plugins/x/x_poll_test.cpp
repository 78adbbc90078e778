// A poll of the whole plugin: tokens, several sources, what happens when X refuses.
#include <algorithm>

#include "catch.hpp"
#include "x/connector_fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;

TEST_CASE("x: a poll reads mentions with the user's token") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    const auto read = x.poll();
    REQUIRE(read);
    CHECK(read->items.messages.size() == 8);
    CHECK(read->items.rejects.size() == 1);
    CHECK(read->items.messages.front().account == "blauw");
    CHECK_FALSE(read->more);
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
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    x.host.http.answer("GET", search_url, 200, fixture("search_page_new_names.json"));
    const auto first = x.poll();
    CHECK(first->items.messages.size() == 10);
    CHECK(std::ranges::is_sorted(first->items.messages, id_less, &message::object_id));
    CHECK(x.host.http.requests().at(1).url.find("pagination_token=7140w9gefhslx3") !=
          std::string::npos);
    x.host.http.forget();
    x.host.http.answer("GET", mentions_url, 200, empty_page);
    x.host.http.answer("GET", search_url, 200, empty_page);
    const auto second = x.poll(first->cursor);
    CHECK_FALSE(second->more);
    CHECK(x.host.http.requests().at(0).url.find("since_id=2028000000000000115") !=
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
    CHECK(x.host.http.requests().at(5).url == x.host.http.requests().at(10).url);
}

TEST_CASE("x: a source that fails holds up no other, and is told once") {
    bench x(oauth2({{"search_query", "blauw"}}));
    for (int i = 0; i < 2; ++i) {
        x.host.http.answer("GET", mentions_url, 200, fixture("mentions_page.json"));
        x.host.http.answer("GET", mentions_url, 200, empty_page);
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
    CHECK(x.poll().error().kind == error_kind::gone);
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

// A page of mentions by number, the newest first.
std::string mentions(int first, int last, const std::string& next = "") {
    const auto id = [](int number) { return std::to_string(2'028'000'000'000'000'000 + number); };
    std::string posts;
    for (int number = last; number >= first; --number)
        posts += (posts.empty() ? "" : ",") + (R"({"id":")" + id(number)) +
                 R"(","text":"hoi","author_id":"9","created_at":"2026-03-01T09:00:00.000Z"})";
    return R"({"data":[)" + posts + R"(],"meta":{"newest_id":")" + id(last) + R"(","oldest_id":")" +
           id(first) + "\"" + (next.empty() ? "" : R"(,"next_token":")" + next + "\"") + "}}";
}

bool follow_each_other(const std::vector<message>& items) {
    return std::ranges::adjacent_find(items, [](const message& one, const message& next) {
               return !id_less(one.object_id, next.object_id);
           }) == items.end();
}

TEST_CASE("x: a burst of three pages comes in the order it was said in") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 200, mentions(151, 250, "p2"));
    x.host.http.answer("GET", mentions_url, 200, mentions(51, 150, "p3"));
    x.host.http.answer("GET", mentions_url, 200, mentions(1, 50));
    const auto read = x.poll();
    REQUIRE(read);
    CHECK_FALSE(read->more);
    CHECK(read->items.messages.size() == 250);
    CHECK(follow_each_other(read->items.messages));
}

TEST_CASE("x: a limit in the middle of a burst is waited for, and nothing is lost") {
    bench x(oauth2());
    x.host.http.answer("GET", mentions_url, 200, mentions(151, 250, "p2"));
    for (int call = 0; call < 2; ++call)
        x.host.http.answer("GET", mentions_url, 429, "", {{"retry-after", "60"}});
    const auto first = x.poll();
    REQUIRE(first);
    CHECK(first->items.messages.empty());
    CHECK(first->more);
    CHECK(x.poll(first->cursor).error().kind == error_kind::throttled);
    CHECK(x.host.http.last().url.find("until_id=2028000000000000151") != std::string::npos);
    CHECK(x.host.http.last().url.find("pagination_token") == std::string::npos);
    x.host.http.answer("GET", mentions_url, 200, mentions(1, 150));
    const auto lower = x.poll(first->cursor);
    REQUIRE(lower);
    CHECK(lower->items.messages.size() == 150);
    CHECK(lower->more);
    x.host.http.answer("GET", mentions_url, 200, mentions(151, 260));
    const auto upper = x.poll(lower->cursor);
    CHECK(x.host.http.last().url.find("since_id=2028000000000000150") != std::string::npos);
    CHECK(x.host.http.last().url.find("until_id") == std::string::npos);
    CHECK(upper->items.messages.size() == 110);
    CHECK_FALSE(upper->more);
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
