#include "delivery/verdict.hpp"

#include "catch.hpp"

using namespace earshot;
using delivery::destination_effect;
using journal::outcome;

namespace {

constexpr timestamp noon{std::chrono::days{20'000} + std::chrono::hours{12}};

journal::outbox_item item(int attempts = 0) {
    journal::outbox_item one;
    one.id = 5;
    one.attempts = attempts;
    if (attempts > 0) one.first_attempt = noon - duration{60'000};
    return one;
}

delivery::verdict judge(error_kind kind, const journal::outbox_item& one = item()) {
    return delivery::judge(one, error(kind, "code", "detail"), noon, 0.5, {});
}

}  // namespace

TEST_CASE("verdict: what cannot get better is given up at once") {
    for (const error_kind kind : {error_kind::gone, error_kind::invalid, error_kind::permanent}) {
        const auto made = judge(kind);
        CHECK(made.settlement.result == outcome::dead);
        CHECK(made.settlement.code == "code");
        CHECK(made.effect == destination_effect::none);
    }
}

TEST_CASE("verdict: a passing fault is repeated, later with each attempt") {
    const auto first = judge(error_kind::transient);
    CHECK(first.settlement.result == outcome::retry);
    CHECK(first.effect == destination_effect::failure);
    CHECK(first.settlement.began);
    CHECK(first.settlement.due > noon);
    CHECK(judge(error_kind::transient, item(5)).settlement.due > first.settlement.due);
}

TEST_CASE("verdict: a fault that has lasted for days becomes a dead letter") {
    journal::outbox_item old = item(400);
    old.first_attempt = noon - std::chrono::days{3};
    CHECK(judge(error_kind::transient, old).settlement.result == outcome::dead);
}

TEST_CASE("verdict: told to slow down, the destination waits as long as it was told") {
    const auto why = error::throttled(duration{90'000}, "x.rate", "limit");
    const auto made = delivery::judge(item(), why, noon, 0.5, {});
    CHECK(made.effect == destination_effect::hold);
    CHECK(made.hold_until == noon + duration{90'000});
    CHECK(made.settlement.due == made.hold_until);
    CHECK_FALSE(made.settlement.began);
}

TEST_CASE("verdict: an expired credential holds everything and spends no attempt") {
    for (const error_kind kind : {error_kind::unauthorized, error_kind::scope_missing}) {
        const auto made = judge(kind);
        CHECK(made.effect == destination_effect::unauthorized);
        CHECK(made.settlement.result == outcome::retry);
        CHECK_FALSE(made.settlement.began);
    }
}
