#include "x/registrations.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "x/fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using Catch::Matchers::Contains;

const timestamp now = at("2026-03-01T12:00:00Z");

http_response refusal(const std::string& reason) {
    http_response made;
    made.status = 400;
    made.body = R"({"errors":[{"parameters":{"url":["https://hooks.example.com/"]},"message":")" +
                reason + R"("}],"title":"Invalid Request","type":"about:blank"})";
    return made;
}

account subscribing_brand() {
    account made = brand();
    made.webhook_url = "https://hooks.example.com/hooks/blauw/events";
    return made;
}

testkit::values complete() {
    return {{"user_id", "4337869213"},
            {"handle", "flyblauw"},
            {"client_id", "client"},
            {"refresh_token", "credential:x-refresh"},
            {"bearer_token", "credential:x-bearer"},
            {"consumer_secret", "credential:x-consumer"},
            {"subscribe", "activity"}};
}

std::string complaint_about(testkit::values given, bool reachable = true) {
    testkit::fake_host host(testkit::configured(account_fields, std::move(given)), "blauw");
    if (!reachable) host.routes.base.clear();
    try {
        read_account(host);
    } catch (const std::invalid_argument& why) {
        return why.what();
    }
    return {};
}

}  // namespace

TEST_CASE("PAIN-35: x: what is registered is read, and what cannot be read is left out") {
    const auto addresses = read_addresses(
        R"({"data":[{"id":"1","url":"https://a.example/","valid":true},{"url":"https://b.example/"},
            {"id":"2","url":"https://c.example/","valid":false}],"meta":{"result_count":3}})");
    REQUIRE(addresses);
    CHECK(*addresses == std::vector<registered_address>{{"1", "https://a.example/", true},
                                                        {"2", "https://c.example/", false}});
    CHECK(address_with(*addresses, "https://c.example/") == &addresses->at(1));
    CHECK(address_with(*addresses, "https://d.example/") == nullptr);
    CHECK(read_addresses(R"({"meta":{"result_count":0}})")->empty());
    const auto activities = read_activities(
        R"({"data":[{"subscription_id":"7","event_type":"post.create","filter":{"user_id":"12"},
            "webhook_id":"1"},{"subscription_id":"8","event_type":"oauth.revoke"}]})");
    REQUIRE(activities);
    CHECK(*activities == std::vector<registered_activity>{{"7", "post.create", "12", "1"},
                                                          {"8", "oauth.revoke", "", ""}});
    CHECK(activity_of(*activities, "post.create", "12") == &activities->at(0));
    CHECK(activity_of(*activities, "post.create", "13") == nullptr);
}

TEST_CASE("PAIN-35: x: an answer that is no list is asked for again, not taken for an empty one") {
    for (const char* body : {"", "[]", "<html>", R"({"data":{}})", R"({"data":"none"})"}) {
        CAPTURE(body);
        CHECK(read_addresses(body).error().kind == error_kind::transient);
        CHECK(read_activities(body).error().kind == error_kind::transient);
        CHECK(read_address_id(body).error().kind == error_kind::transient);
    }
}

TEST_CASE("PAIN-35: x: an address that was examined in vain is not taken for mended") {
    CHECK(still_invalid(R"({"data":{"id":"1","valid":false}})"));
    for (const char* body :
         {R"({"data":{"valid":true}})", R"({"data":{"attempted":true}})", "", "[]"})
        CHECK_FALSE(still_invalid(body));
    CHECK(unproven(subscribing_brand()).code == "x.webhook_unproven");
}

TEST_CASE("PAIN-35: x: every refusal says what a person has to do") {
    const std::vector<registered_address> others{{"9", "https://other.example/h?key=secret", true}};
    const auto refused = [&](const std::string& reason) {
        return address_refused(refusal(reason), subscribing_brand(), others, now);
    };
    CHECK(refused("CrcValidationFailed").code == "x.webhook_unproven");
    CHECK_THAT(refused("CrcValidationFailed").detail, Contains("consumer_secret"));
    CHECK(refused("UrlValidationFailed").code == "x.webhook_address");
    CHECK_THAT(refused("UrlValidationFailed").detail, Contains("http.public_url"));
    CHECK(refused("DuplicateUrlFailed").code == "x.webhook_taken");
    CHECK(refused("WebhookLimitExceeded").code == "x.webhook_limit");
    CHECK_THAT(refused("WebhookLimitExceeded").detail, Contains("https://other.example/h (9)"));
    CHECK_THAT(refused("WebhookLimitExceeded").detail, !Contains("secret"));
    for (const char* reason : {"DuplicateSubscriptionFailed", "SubscriptionLimitExceeded"})
        CHECK(subscription_refused(refusal(reason), "subscribing", now).kind ==
              error_kind::permanent);
    CHECK(refused("something else").code == "x.invalid_request");
}

TEST_CASE("PAIN-35: x: subscribing is refused at the start where it could not work") {
    CHECK(complaint_about(complete()).empty());
    CHECK_THAT(complaint_about(complete(), false), Contains("http.public_url"));
    auto less = complete();
    less.erase("bearer_token");
    CHECK(complaint_about(less) == "'subscribe' is activity, which needs bearer_token; add it");
    auto reader = complete();
    reader["auth"] = "app_only";
    CHECK_THAT(complaint_about(reader), Contains("the brand's own user only"));
}

}  // namespace earshot::x
