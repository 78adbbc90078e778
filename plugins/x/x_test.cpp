// What the operator sees: settings, limits, webhooks, the log.
#include "x/x.hpp"

#include <stdexcept>

#include "catch.hpp"
#include "x/connector_fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;

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
    CHECK(with({}) == "'auth' is oauth2, which needs client_id, refresh_token; add it");
    CHECK(with({{"auth", "oauth1"}, {"consumer_key", "file:/k"}}) ==
          "'auth' is oauth1, which needs consumer_secret, access_token, access_token_secret; "
          "add it");
    CHECK(with({{"auth", "app_only"}}) == "'auth' is app_only, which needs bearer_token; add it");
    const auto app = [&](testkit::values more) {
        return with(merged({{"auth", "app_only"}, {"bearer_token", "file:/b"}}, std::move(more)));
    };
    CHECK(app({}).empty());
    CHECK(app({{"user_id", "flyblauw"}}).starts_with("'user_id' is 'flyblauw', but"));
    CHECK(app({{"handle", "fly blauw"}}).starts_with("'handle' is 'fly blauw', but"));
    CHECK(app({{"max_length", 0}}).starts_with("'max_length' must lie"));
    CHECK(app({{"max_length", 25'001}}).starts_with("'max_length' must lie"));
    CHECK(app({{"mentions", false}}).starts_with("'mentions' is false"));
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

}  // namespace
}  // namespace earshot::x
