#include "delivery/breaker_fsm.hpp"

#include "catch.hpp"

using namespace earshot;
using delivery::breaker_fsm;

namespace {

constexpr timestamp noon{std::chrono::days{20'000} + std::chrono::hours{12}};
constexpr delivery::breaker_limits three{
    .failures = 3, .pause = {.first = duration{1'000}, .cap = duration{8'000}}};

breaker_fsm opened_at_noon() {
    breaker_fsm breaker(three);
    for (int i = 0; i < 3; ++i) breaker.failed(noon, 0.0);
    return breaker;
}

}  // namespace

TEST_CASE("breaker: a few failures in a row do not stop anything") {
    breaker_fsm breaker(three);
    CHECK_FALSE(breaker.failed(noon, 0.5));
    CHECK_FALSE(breaker.failed(noon, 0.5));
    CHECK(breaker.admit(noon, 50) == 50);
    breaker.succeeded();
    CHECK_FALSE(breaker.failed(noon, 0.5));
    CHECK(breaker.closed());
}

TEST_CASE("breaker: it opens with one alarm, and further failures are no news") {
    breaker_fsm breaker(three);
    breaker.failed(noon, 0.5);
    breaker.failed(noon, 0.5);
    CHECK(breaker.failed(noon, 0.5));
    CHECK_FALSE(breaker.failed(noon, 0.5));
    CHECK(breaker.admit(noon, 50) == 0);
}

TEST_CASE("breaker: after the pause one call probes, and its success opens the door to all") {
    breaker_fsm breaker = opened_at_noon();
    CHECK(breaker.admit(breaker.opens_at(), 50) == 1);
    breaker.succeeded();
    CHECK(breaker.admit(breaker.opens_at(), 50) == 50);
}

TEST_CASE("breaker: pauses grow with each failed probe and stay under the cap") {
    breaker_fsm breaker = opened_at_noon();
    timestamp now = breaker.opens_at();
    duration last{0};
    for (int i = 0; i < 10; ++i) {
        breaker.failed(now, 0.999);
        const duration pause = breaker.opens_at() - now;
        CHECK(pause >= last);
        CHECK(pause <= three.pause.cap);
        last = pause;
        now = breaker.opens_at();
    }
    CHECK(last > duration{7'000});
}

TEST_CASE("breaker: a time named by the other side is kept without counting as a failure") {
    breaker_fsm breaker(three);
    breaker.hold(noon + duration{5'000});
    CHECK(breaker.closed());
    CHECK(breaker.admit(noon + duration{4'999}, 50) == 0);
    CHECK(breaker.admit(noon + duration{5'000}, 50) == 50);
}
