#include "bluesky/problem.hpp"

#include "bluesky/fixture.hpp"
#include "bluesky/standing.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const timestamp now = at("2026-03-01T12:00:00Z");

error met(int status, const std::string& body, http_response answer = {}) {
    answer.status = status;
    answer.body = body;
    return error_of(answer, "app.bsky.feed.getPosts", now);
}

error named(int status, const std::string& name) {
    return met(status, R"({"error":")" + name + R"(","message":"whatever it says"})");
}

TEST_CASE("PAIN-4: errors are told by name, whatever their status and wording") {
    CHECK(named(400, "ExpiredToken").code == "bluesky.token_expired");
    CHECK(named(400, "ExpiredToken").kind == error_kind::unauthorized);
    CHECK(named(401, "AuthenticationRequired").code == "bluesky.token_refused");
    CHECK(named(400, "InvalidToken").code == "bluesky.token_refused");
    CHECK(named(403, "AccountTakedown").code == "bluesky.account_blocked");
    CHECK(named(400, "AccountTakedown").kind == error_kind::unauthorized);
    CHECK(named(401, "AuthFactorTokenRequired").code == "bluesky.app_password_needed");
    CHECK(named(400, "RecordNotFound").kind == error_kind::gone);
    CHECK(named(400, "NotFound").kind == error_kind::gone);
    CHECK(named(400, "InvalidRequest").kind == error_kind::invalid);
    CHECK(named(400, "InvalidSwap").kind == error_kind::transient);
    CHECK(named(502, "UpstreamFailure").kind == error_kind::transient);
    CHECK(named(504, "UpstreamTimeout").kind == error_kind::transient);
    CHECK(named(501, "MethodNotImplemented").kind == error_kind::permanent);
    CHECK(named(429, "RateLimitExceeded").kind == error_kind::throttled);
}

TEST_CASE("problem: an unknown name, or a proxy's page, is told by its status") {
    const std::string page = "<html><body>502 Bad Gateway</body></html>";
    CHECK(met(502, page).kind == error_kind::transient);
    CHECK(met(503, page).kind == error_kind::transient);
    CHECK(met(404, page).kind == error_kind::permanent);
    CHECK(met(401, page).kind == error_kind::unauthorized);
    CHECK(met(413, page).kind == error_kind::permanent);
    CHECK(met(302, page).code == "bluesky.unexpected_status");
    CHECK(named(400, "SomethingNew").kind == error_kind::invalid);
    CHECK(met(500, page).detail.find("html") == std::string::npos);
}

TEST_CASE("PAIN-34: a limit is waited for as long as the server says") {
    http_response answer;
    answer.headers = {{"ratelimit-reset", "1772366460"}};
    CHECK(met(429, "{}", answer).retry_after == 60s);
    answer.headers.emplace_back("retry-after", "17");
    CHECK(met(429, "{}", answer).retry_after == 17s);
    answer.headers = {{"retry-after", "99999999999"}};
    CHECK(met(429, "{}", answer).retry_after == 24h);
    answer.headers = {{"retry-after", "soon"}, {"ratelimit-reset", "-5"}};
    CHECK(met(429, "{}", answer).retry_after == 0s);
}

TEST_CASE("problem: what the server says stays one line, and short") {
    const auto why = met(400, R"({"error":"InvalidRequest","message":")" + std::string(999, 'x') +
                                  R"(\nsecond line"})");
    CHECK(why.detail.size() < 350);
    CHECK(why.detail.find('\n') == std::string::npos);
    CHECK(why.detail.find("app.bsky.feed.getPosts with 400 InvalidRequest") != std::string::npos);
}

TEST_CASE("standing: a session with its password at hand is good for ever") {
    tokens held;
    held.refresh = token_json("refresh", now + 720h);
    const auto good = standing_of(R"({"active":true})", held, true);
    CHECK(good.state == credential_state::valid);
    CHECK(good.expires == timestamp{});
    CHECK(standing_of("{}", held, true).state == credential_state::valid);
}

TEST_CASE("standing: without the password it ends with its refresh token") {
    tokens held;
    held.refresh = token_json("refresh", now + 720h);
    const auto ending = standing_of("{}", held, false);
    CHECK(ending.state == credential_state::expiring);
    CHECK(ending.expires == now + 720h);
    held.refresh = "opaque";
    CHECK(standing_of("{}", held, false).expires == timestamp{});
}

TEST_CASE("standing: a blocked account and a refused password are states, an outage is an error") {
    const auto blocked = standing_of(R"({"active":false,"status":"takendown"})", {}, true);
    CHECK(blocked.state == credential_state::revoked);
    CHECK(blocked.detail.find("takendown") != std::string::npos);
    CHECK(standing_after(named(400, "AccountTakedown"))->state == credential_state::revoked);
    CHECK(standing_after(named(400, "ExpiredToken"))->state == credential_state::unknown);
    const error unreadable(error_kind::permanent, "secret.unreadable", "no such file");
    CHECK(standing_after(unreadable)->state == credential_state::missing);
    CHECK(standing_after(met(502, "")).error().kind == error_kind::transient);
}

}  // namespace
}  // namespace earshot::bluesky
