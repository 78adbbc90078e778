#include "bluesky/session.hpp"

#include "bluesky/bench_fixture.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const char* refused_login = R"({"error":"AuthenticationRequired","message":"Invalid identifier"})";
const char* expired = R"({"error":"ExpiredToken","message":"Token has expired"})";

TEST_CASE("session: the app password begins it once, whatever is asked after") {
    bench on;
    on.logs_in().quiet();
    const auto first = on.poll();
    REQUIRE(first);
    REQUIRE(on.poll(first->cursor));
    CHECK(on.calls(login_url) == 1);
    CHECK(on.host.http.requests().front().body ==
          R"({"identifier":"brand.example","password":"abcd-efgh-ijkl-mnop"})");
    CHECK(on.token().starts_with("Bearer ey"));
    CHECK_FALSE(on.host.log.mentions("abcd-efgh"));
    CHECK_FALSE(on.host.log.mentions("signature-of"));
}

TEST_CASE("session: it goes on after a restart without another login") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.start();
    REQUIRE(on.poll());
    CHECK(on.calls(login_url) == 1);
    CHECK(on.host.vault.kept.find("refresh-one") != std::string::npos);
    CHECK(on.host.vault.kept.find("abcd-efgh") == std::string::npos);
    CHECK(on.host.store.values.empty());
}

TEST_CASE("session: an access token that has ended is exchanged before it is used") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.host.clock.advance(2h);
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    REQUIRE(on.poll());
    CHECK(on.calls(login_url) == 1);
    CHECK(on.token().ends_with("signature-of-two"));
    CHECK(on.host.vault.kept.find("refresh-two") != std::string::npos);
}

TEST_CASE("session: 400 ExpiredToken makes the host ask again, and that finds a new token") {
    bench on;
    on.logs_in();
    on.host.http.answer("GET", notifications_url, 400, expired);
    on.quiet();
    const auto refused = on.poll();
    CHECK(refused.error().kind == error_kind::unauthorized);
    CHECK(refused.error().code == "bluesky.token_expired");
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    CHECK(on.poll());
    for (const http_request& one : on.host.http.requests())
        if (one.url == refresh_url)
            CHECK(one.headers.front() ==
                  std::pair<std::string, std::string>("authorization", "Bearer refresh-one"));
}

TEST_CASE("session: a refresh token that has ended is followed by a login") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.host.clock.advance(2h);
    on.host.http.answer("POST", refresh_url, 400, expired);
    on.logs_in("two");
    REQUIRE(on.poll());
    CHECK(on.calls(login_url) == 2);
}

TEST_CASE("session: an outage while refreshing costs no login") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.host.clock.advance(2h);
    on.host.http.answer("POST", refresh_url, 502, "<html>");
    CHECK(on.poll().error().kind == error_kind::transient);
    on.host.http.fail("POST", refresh_url, error(error_kind::transient, "http.timeout", "none"));
    CHECK(on.poll().error().code == "http.timeout");
    on.host.http.answer("POST", refresh_url, 200, on.session("two"));
    CHECK(on.poll());
    CHECK(on.calls(login_url) == 1);
}

TEST_CASE("PAIN-1: a refused app password says what to renew, and is not tried at every poll") {
    bench on;
    on.host.http.always("POST", login_url, 401, refused_login);
    const auto refused = on.poll();
    CHECK(refused.error().kind == error_kind::unauthorized);
    CHECK(refused.error().code == "bluesky.login_refused");
    CHECK(refused.error().detail.find("make a new app password") != std::string::npos);
    CHECK_FALSE(on.poll());
    CHECK(on.calls(login_url) == 1);
    const auto standing = testkit::run(on.plugin->examine());
    CHECK(standing->state == credential_state::expired);
    on.host.clock.advance(15min);
    CHECK_FALSE(on.poll());
    CHECK(on.calls(login_url) == 2);
    CHECK(on.host.log.count("bluesky.login_refused") == 2);
}

TEST_CASE("PAIN-3: another app password of the account changes nothing else") {
    bench on;
    on.logs_in().quiet();
    const auto before = on.poll();
    on.host.clock.advance(3h);
    on.host.secrets.set("password", "qrst-uvwx-yzab-cdef");
    on.logs_in("two");
    const auto after = on.poll(before->cursor);
    REQUIRE(after);
    CHECK(on.calls(refresh_url) == 0);
    CHECK(on.host.log.count("bluesky.password_replaced") == 1);
    CHECK(read_cursor(after->cursor)->mentions.since > read_cursor(before->cursor)->mentions.since);
    CHECK(read_kept(on.host.vault.kept)->did == brand_did);
}

TEST_CASE("PAIN-3: a refused password is replaced without a restart") {
    bench on;
    on.host.http.answer("POST", login_url, 401, refused_login);
    CHECK_FALSE(on.poll());
    on.host.secrets.set("password", "qrst-uvwx-yzab-cdef");
    on.logs_in().quiet();
    CHECK(on.poll());
}

TEST_CASE("PAIN-3: a password of another account is refused, and nothing is mixed") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.host.clock.advance(3h);
    on.host.secrets.set("password", "qrst-uvwx-yzab-cdef");
    on.logs_in("two", kari_did);
    const auto refused = on.poll();
    CHECK(refused.error().code == "bluesky.other_account");
    CHECK(refused.error().kind == error_kind::unauthorized);
    CHECK(refused.error().detail.find(kari_did) != std::string::npos);
    CHECK(read_kept(on.host.vault.kept)->did == brand_did);
    on.start();
    on.logs_in("three", kari_did);
    CHECK(on.poll().error().code == "bluesky.other_account");
}

TEST_CASE("session: tokens that cannot be stored are not used, and not lost") {
    bench on;
    on.logs_in().quiet();
    on.host.vault.fail(error(error_kind::transient, "state.disk_full", "no space left"));
    CHECK(on.poll().error().code == "bluesky.session_not_kept");
    CHECK_FALSE(on.poll());
    on.host.vault.mend();
    CHECK(on.poll());
    CHECK(on.calls(login_url) == 1);
}

TEST_CASE("session: a kept session that cannot be read is begun again") {
    bench on;
    on.host.vault.kept = "{\"version\":9}";
    on.logs_in().quiet();
    CHECK(on.poll());
    CHECK(on.host.log.count("bluesky.kept_session_unreadable") == 1);
}

TEST_CASE("session: it goes on although the password's file is gone, and says so") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    testkit::fake_secrets none;
    on.host.offer<secrets>(none);
    on.start();
    on.host.http.answer("GET", session_url, 200, R"({"active":true})");
    CHECK(testkit::run(on.plugin->examine())->state == credential_state::expiring);
    CHECK(on.poll());
}

TEST_CASE("session: a blocked account is told as such") {
    bench on;
    on.logs_in().quiet();
    REQUIRE(on.poll());
    on.host.http.answer("GET", session_url, 403, R"({"error":"AccountTakedown","message":"gone"})");
    const auto standing = testkit::run(on.plugin->examine());
    CHECK(standing->state == credential_state::revoked);
    CHECK(standing->detail.find("AccountTakedown") != std::string::npos);
    CHECK(on.calls(login_url) == 1);
}

TEST_CASE("tokens: the end of a token is read where it says one, and only then") {
    const timestamp end = at("2026-03-01T14:00:00Z");
    CHECK(end_of(token_json("a", end)) == end);
    for (const char* odd : {"", "opaque", "a.b.c", "a.e30.c", "a..c", "a.W10.c"})
        CHECK_FALSE(end_of(odd));
}

}  // namespace
}  // namespace earshot::bluesky
