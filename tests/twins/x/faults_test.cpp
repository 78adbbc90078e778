#include "catch.hpp"
#include "twins/x/asking.hpp"

namespace earshot::twins::x {

TEST_CASE("rate limits: the headers count down, then 429 until the window ends") {
    asking x;
    x.sign_in();
    const auto first = x.get(x.mentions);
    CHECK(x.header(first, "x-rate-limit-limit") == "300");
    CHECK(x.header(first, "x-rate-limit-remaining") == "299");
    for (int i = 0; i < 299; ++i) x.get(x.mentions);
    const auto refused = x.get(x.mentions);
    CHECK(refused.response.status == 429);
    CHECK(x.header(refused, "x-rate-limit-remaining") == "0");
    CHECK(x.header(refused, "x-rate-limit-reset") == x.header(first, "x-rate-limit-reset"));
    x.clock.advance(rate_limits::window);
    CHECK(x.get(x.mentions).response.status == 200);
}

TEST_CASE("rate limits: callers and endpoints have their own") {
    asking x;
    for (int i = 0; i < 450; ++i) x.get(x.mentions);
    CHECK(x.get(x.mentions).response.status == 429);
    CHECK(x.get("/2/tweets/search/recent", "query=a").response.status == 200);
    x.sign_in();
    CHECK(x.get(x.mentions).response.status == 200);
}

TEST_CASE("faults: strike as often as planted, and only where planted") {
    asking x;
    x.plant({{"kind", "http_503"}, {"times", 2}, {"path", x.mentions}, {"retry_after", 7}});
    CHECK(x.get("/2/users/me").response.status != 503);
    const auto out = x.get(x.mentions);
    CHECK(out.response.status == 503);
    CHECK(x.header(out, "retry-after") == "7");
    CHECK(x.get(x.mentions).response.status == 503);
    CHECK(x.get(x.mentions).response.status == 200);
}

TEST_CASE("faults: the first requests may be let through, the path may be a beginning") {
    asking x;
    x.plant({{"kind", "http_500"}, {"path", "/2/users/*"}, {"skip", 1}});
    CHECK(x.get(x.mentions).response.status == 200);
    CHECK(x.get(x.mentions).response.status == 500);
}

TEST_CASE("faults: a lost answer leaves the post behind") {
    asking x;
    x.sign_in();
    const auto asked = x.says("ann", "@NoordzeeAir hello?");
    x.plant({{"kind", "lost_answer"}, {"path", "/2/tweets"}, {"method", "POST"}});
    CHECK(x.replies(asked, "Hello!").drop);
    CHECK(x.json(x.get("/twin/replies")).at("replies").as_array().size() == 1);
    CHECK(x.replies(asked, "Hello!").response.status == 403);
}

TEST_CASE("faults: a dropped or hanging request does nothing") {
    asking x;
    x.sign_in();
    const auto asked = x.says("ann", "@NoordzeeAir hello?");
    x.plant({{"kind", "drop"}, {"path", "/2/tweets"}});
    x.plant({{"kind", "hang"}, {"path", "/2/tweets"}, {"duration", "30s"}});
    CHECK(x.replies(asked, "Hello!").drop);
    const auto hung = x.replies(asked, "Hello!");
    CHECK(hung.drop);
    CHECK(hung.delay == std::chrono::seconds{30});
    CHECK(x.json(x.get("/twin/replies")).at("replies").as_array().empty());
}

TEST_CASE("faults: a malformed object stands beside the good ones") {
    asking x;
    x.says("ann", "@NoordzeeAir hello?");
    x.plant({{"kind", "malformed"}, {"path", x.mentions}});
    const auto page = x.json(x.get(x.mentions));
    REQUIRE(page.at("data").as_array().size() == 2);
    CHECK(page.at("data").at(0).at("text") == "@NoordzeeAir hello?");
    CHECK(page.at("data").at(1).at("id").is_object());
    CHECK(x.json(x.get(x.mentions)).at("data").as_array().size() == 1);
}

TEST_CASE("faults: credits, expiry and revocation") {
    asking x;
    x.sign_in();
    x.plant({{"kind", "credits"}});
    CHECK(x.get(x.mentions).response.status == 402);
    x.plant({{"kind", "rate_limited"}, {"retry_after", 60}});
    const auto limited = x.get(x.mentions);
    CHECK(limited.response.status == 429);
    const auto reset = std::chrono::seconds{std::stoll(x.header(limited, "x-rate-limit-reset"))};
    CHECK(reset >= x.clock.now().time_since_epoch() + std::chrono::seconds{60});
    x.plant({{"kind", "expired"}});
    CHECK(x.get(x.mentions).response.status == 401);
    CHECK(x.get(x.mentions).response.status == 401);
}

TEST_CASE("faults: a wish that cannot be read is refused") {
    asking x;
    CHECK(x.post("/twin/faults", {{"times", 3}}).response.status == 400);
    CHECK(x.post("/twin/faults", {{"kind", "http_5OO"}}).response.status == 400);
    CHECK(x.post("/twin/faults", {{"kind", "sulk"}}).response.status == 400);
    CHECK(x.post("/twin/faults", {{"kind", "hang"}, {"duration", "soon"}}).response.status == 400);
}

}  // namespace earshot::twins::x
