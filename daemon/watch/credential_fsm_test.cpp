#include "watch/credential_fsm.hpp"

#include "catch.hpp"
#include "recording_log.hpp"
#include "watch/credential_notice.hpp"

using namespace earshot;
using namespace earshot::watch;
using namespace std::chrono_literals;

namespace {

const timestamp start{std::chrono::days{20'500}};
const error unauthorized{error_kind::unauthorized, "x.unauthorized", "X answered 401"};
const error lacking{error_kind::scope_missing, "x.permissions", "X answered 403"};
const error down{error_kind::transient, "x.server", "X answered 500"};

credential_status good_until(timestamp end) {
    return {.state = credential_state::valid, .expires = end, .missing_scopes = {}, .detail = ""};
}

credential_fsm examined(const credential_status& found) {
    credential_fsm made{credential_limits{}};
    made.examined(found, start);
    return made;
}

}  // namespace

TEST_CASE("credential: nothing is known before anybody has asked, and a call that works tells") {
    credential_fsm one{credential_limits{}};
    CHECK(one.status(start).state == credential_state::unknown);
    CHECK_FALSE(one.called(errand::reading, nullptr));
    CHECK(one.status(start).state == credential_state::valid);
}

TEST_CASE(
    "PAIN-1: a credential counts as expiring two weeks before its end, without another look") {
    const auto one = examined(good_until(start + 20 * 24h));
    CHECK(one.status(start).state == credential_state::valid);
    CHECK(one.status(start + 6 * 24h).state == credential_state::valid);
    CHECK(one.status(start + 6 * 24h + 1h).state == credential_state::expiring);
    CHECK(one.status(start + 20 * 24h).state == credential_state::expired);
}

TEST_CASE("credential: how early it counts as expiring is the operator's choice") {
    credential_fsm one{credential_limits{.warning = 2 * 24h}};
    one.examined(good_until(start + 20 * 24h), start);
    CHECK(one.status(start + 17 * 24h).state == credential_state::valid);
    CHECK(one.status(start + 19 * 24h).state == credential_state::expiring);
}

TEST_CASE("PAIN-1: a plugin that cannot say is judged by what its calls meet") {
    credential_fsm one{credential_limits{}};
    one.called(errand::reading, nullptr);
    CHECK(one.called(errand::sending, &unauthorized));
    CHECK(one.status(start).state == credential_state::expired);
    CHECK(one.status(start).detail == "sending: X answered 401");
    one.called(errand::reading, nullptr);
    CHECK(one.status(start).state == credential_state::expired);
    one.called(errand::sending, nullptr);
    CHECK(one.status(start).state == credential_state::valid);
}

TEST_CASE("PAIN-4: a scope that is missing is told from a credential that is dead, by kind") {
    auto one = examined(good_until({}));
    CHECK(one.called(errand::sending, &lacking));
    CHECK(one.status(start).state == credential_state::scope_missing);
    CHECK(one.called(errand::sending, &unauthorized));
    CHECK(one.status(start).state == credential_state::expired);
    CHECK_FALSE(one.called(errand::sending, &unauthorized));
}

TEST_CASE("PAIN-4: the scopes that are missing are kept by name") {
    credential_status found = good_until(start + 3 * 24h);
    found.state = credential_state::scope_missing;
    found.missing_scopes = {"tweet.write", "offline.access"};
    const auto one = examined(found);
    CHECK(one.status(start).state == credential_state::scope_missing);
    CHECK(one.status(start).missing_scopes == found.missing_scopes);
    CHECK(sentence(one.status(start), start) == "the credential lacks tweet.write, offline.access");
}

TEST_CASE("credential: what has nothing to do with it changes nothing") {
    auto one = examined(good_until({}));
    CHECK_FALSE(one.called(errand::reading, &down));
    CHECK(one.status(start).state == credential_state::valid);
}

TEST_CASE("credential: one that was never put in place is missing, not expired") {
    const error empty{error_kind::unauthorized, "secret.empty", "/etc/token is empty"};
    credential_fsm one{credential_limits{}};
    CHECK(one.called(errand::reading, &empty));
    CHECK(one.status(start).state == credential_state::missing);
    CHECK(sentence(one.status(start), start) ==
          "there is no credential: reading: /etc/token is empty");
    CHECK(needs_a_person(credential_state::missing));
    one.called(errand::reading, nullptr);
    CHECK(one.status(start).state == credential_state::valid);
}

TEST_CASE("credential: that it was taken away outweighs what a call met") {
    credential_status found;
    found.state = credential_state::revoked;
    found.detail = "the account is suspended";
    auto one = examined(found);
    one.called(errand::reading, &unauthorized);
    CHECK(one.status(start).state == credential_state::revoked);
    CHECK(one.status(start).detail == "the account is suspended");
}

TEST_CASE("credential: it is examined hourly, with jitter, and sooner where something changes") {
    credential_fsm one{credential_limits{}};
    CHECK(one.next_look(start, 0.5) == 0ms);
    one.examined(good_until({}), start);
    CHECK(one.next_look(start, 0.0) == 45min);
    CHECK(one.next_look(start, 0.999) < 75min);
    SECTION("its end is near") {
        one.examined(good_until(start + 14 * 24h + 10min), start);
        CHECK(one.next_look(start, 0.5) == 10min);
        one.examined(good_until(start + 20min), start);
        CHECK(one.next_look(start, 0.5) == 20min);
        one.examined(good_until(start + 1s), start);
        CHECK(one.next_look(start, 0.5) == 1min);
    }
    SECTION("it could not be examined") {
        one.examined(std::unexpected(down), start);
        CHECK(one.next_look(start, 0.5) == 5min);
        CHECK(one.status(start).state == credential_state::valid);
    }
    SECTION("it was refused") {
        one.called(errand::reading, &unauthorized);
        CHECK(one.next_look(start + 10s, 0.5) == 50s);
        CHECK(one.next_look(start + 10min, 0.5) == 0ms);
    }
}

TEST_CASE("PAIN-1: people are told before the end, at the end, daily, and when it is good again") {
    earshot::tests::recording_log log;
    credential_notice notice("klm", log);
    auto one = examined(good_until(start + 16 * 24h));
    for (int hour = 0; hour <= 17 * 24; ++hour)
        notice.observe(one.status(start + hour * 1h), start + hour * 1h);
    std::vector<std::string> said = log.events();
    REQUIRE(said.size() == 16);
    CHECK(said[0] == "2 watch.credential_expiring instance=klm days_left=13 why=");
    CHECK(said[13] == "2 watch.credential_expiring instance=klm days_left=0 why=");
    CHECK(said[14] == "3 watch.credential_expired instance=klm why=");
    const timestamp later = start + 18 * 24h;
    notice.observe(good_until(later + 60 * 24h), later);
    CHECK(log.events().back() == "1 watch.credential_good instance=klm");
    notice.observe(good_until(later + 60 * 24h), later + 1h);
    CHECK(log.events().size() == said.size() + 1);
}

TEST_CASE("PAIN-4: another scope that goes missing is news") {
    earshot::tests::recording_log log;
    credential_notice notice("klm", log);
    credential_status lacks;
    lacks.state = credential_state::scope_missing;
    lacks.missing_scopes = {"dm.read"};
    notice.observe(lacks, start);
    notice.observe(lacks, start + 1h);
    lacks.missing_scopes = {"dm.read", "tweet.write"};
    notice.observe(lacks, start + 2h);
    CHECK(log.events() ==
          std::vector<std::string>{
              "3 watch.credential_lacks instance=klm missing=dm.read why=",
              "3 watch.credential_lacks instance=klm missing=dm.read, tweet.write why="});
}
