#include "x/examination.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "x/fixture.hpp"
#include "x/x.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using testkit::run;

constexpr const char* me_url = "https://api.x.com/2/users/me";
constexpr const char* brand_url = "https://api.x.com/2/users/4337869213";
constexpr const char* ours = R"({"data":{"id":"4337869213","name":"Blauw","username":"flyblauw"}})";
constexpr const char* unauthorized =
    R"({"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"})";

class given_scope final : public oauth_grant {
public:
    std::string scope() const override { return said; }
    std::string said = "tweet.read tweet.write users.read offline.access";
};

struct bench {
    explicit bench(testkit::values more = {{"client_id", "client"},
                                           {"refresh_token", "credential:x-refresh"}}) {
        testkit::values given{{"user_id", "4337869213"}, {"handle", "flyblauw"}};
        for (auto& [name, value] : more) given.insert_or_assign(name, value);
        host.emplace(testkit::configured(account_fields, std::move(given)), "blauw");
        host->offer<oauth_grant>(grant);
        for (const char* field : {"bearer_token", "consumer_key", "consumer_secret", "access_token",
                                  "access_token_secret"})
            host->secrets.set(field, std::string(field) + "-value");
        plugin.emplace(*host);
    }

    credential_status examine() {
        const auto found = run(plugin->examine());
        REQUIRE(found);
        return *found;
    }

    given_scope grant;
    std::optional<testkit::fake_host> host;
    std::optional<connector> plugin;
};

}  // namespace

TEST_CASE("x: a credential that is the brand's own and may all that is needed is valid") {
    bench x;
    x.host->http.answer("GET", me_url, 200, ours);
    CHECK(x.examine().state == credential_state::valid);
}

TEST_CASE("PAIN-4: x: the scopes that a token lacks are named") {
    bench x;
    x.grant.said = "tweet.read users.read offline.access dm.read";
    x.host->http.answer("GET", me_url, 200, ours);
    const credential_status found = x.examine();
    CHECK(found.state == credential_state::scope_missing);
    CHECK(found.missing_scopes == std::vector<std::string>{"tweet.write"});
}

TEST_CASE("x: nothing is claimed of scopes that X does not tell") {
    bench x;
    x.grant.said.clear();
    x.host->http.answer("GET", me_url, 200, ours);
    CHECK(x.examine().state == credential_state::valid);
}

TEST_CASE("x: a token that was refused is renewed and asked again; refused again it has expired") {
    bench x;
    x.host->http.answer("GET", me_url, 401, unauthorized);
    x.host->http.answer("GET", me_url, 200, ours);
    CHECK(x.examine().state == credential_state::valid);
    CHECK(x.host->oauth.rejected().size() == 1);
    x.host->http.answer("GET", me_url, 401, unauthorized);
    x.host->http.answer("GET", me_url, 401, unauthorized);
    CHECK(x.examine().state == credential_state::expired);
}

TEST_CASE("x: a secret that cannot be read is a credential that is missing") {
    bench x;
    x.host->oauth.refuse({error_kind::permanent, "secret.unreadable", "cannot open /etc/token"});
    CHECK(x.examine().state == credential_state::missing);
}

TEST_CASE("PAIN-1: x: a refresh token that is no longer good is a state, not an error") {
    bench x;
    x.host->oauth.refuse({error_kind::unauthorized, "oauth.refresh_refused", "grant access again"});
    const credential_status found = x.examine();
    CHECK(found.state == credential_state::expired);
    CHECK(found.detail == "grant access again");
}

TEST_CASE("x: a credential of somebody else is said to be that") {
    bench x;
    x.host->http.answer("GET", me_url, 200, R"({"data":{"id":"12","username":"other"}})");
    const credential_status found = x.examine();
    CHECK(found.state == credential_state::revoked);
    CHECK(found.detail.starts_with("it is the credential of the user 12, but user_id is"));
}

TEST_CASE("x: X being down or slow says nothing about the credential") {
    bench x;
    x.host->http.answer("GET", me_url, 503, "");
    const auto down = run(x.plugin->examine());
    REQUIRE_FALSE(down);
    CHECK(down.error().kind == error_kind::transient);
    x.host->http.answer("GET", me_url, 429, R"({"errors":[{"code":88,"message":"slow"}]})");
    const auto slow = run(x.plugin->examine());
    REQUIRE_FALSE(slow);
    CHECK(slow.error().kind == error_kind::throttled);
}

TEST_CASE("x: the application's own token is asked about the brand, a blocked account is revoked") {
    bench x({{"auth", "app_only"}, {"bearer_token", "file:/b"}});
    x.host->http.answer("GET", brand_url, 200, ours);
    CHECK(x.examine().state == credential_state::valid);
    x.host->http.answer("GET", brand_url, 403, R"({"title":"Forbidden","status":403})");
    CHECK(x.examine().state == credential_state::revoked);
}

TEST_CASE("PAIN-4: x: OAuth 1.0a tells by its access level that it may only read") {
    http_response answer;
    answer.status = 200;
    answer.body = ours;
    answer.headers.emplace_back("x-access-level", "read");
    account to = brand();
    to.auth = auth_method::oauth1;
    const auto found = what_it_says(answer, to, "", timestamp{});
    REQUIRE(found);
    CHECK(found->state == credential_state::scope_missing);
    CHECK(found->missing_scopes == std::vector<std::string>{"write"});
}

}  // namespace earshot::x
