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

delivery::verdict judge(error_kind kind, const journal::outbox_item& one = item(),
                        int refusals = 0) {
    return delivery::judge(one, error(kind, "code", "detail"), noon, 0.5, refusals, {});
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
    CHECK(judge(error_kind::transient, old).settlement.code == "code");
    old.destination = "publish:klm";  // it may have arrived
    CHECK(judge(error_kind::transient, old).settlement.code == "delivery.not_certain");
}

TEST_CASE("verdict: told to slow down, the destination waits as long as it was told") {
    const auto why = error::throttled(duration{90'000}, "x.rate", "limit");
    const auto made = delivery::judge(item(), why, noon, 0.5, 0, {});
    CHECK(made.effect == destination_effect::hold);
    CHECK(made.hold_until == noon + duration{90'000});
    CHECK(made.settlement.due == made.hold_until);
    CHECK_FALSE(made.settlement.began);
}

TEST_CASE("verdict: a refused credential is tried once more at once, then holds everything") {
    for (const error_kind kind : {error_kind::unauthorized, error_kind::scope_missing}) {
        const auto first = judge(kind);
        CHECK(first.effect == destination_effect::refused);
        CHECK(first.settlement.due == noon);
        const auto second = judge(kind, item(), 1);
        CHECK(second.effect == destination_effect::unauthorized);
        CHECK(second.settlement.result == outcome::retry);
        CHECK(second.hold_until > noon);
        CHECK_FALSE(second.settlement.began);  // it spends no attempt
    }
}

TEST_CASE("verdict: a fault that says how long it will last is believed") {
    error broke(error_kind::transient, "x.credits", "no credits left");
    broke.retry_after = std::chrono::hours{1};
    const auto made = delivery::judge(item(), broke, noon, 0.5, 0, {});
    CHECK(made.settlement.due == noon + std::chrono::hours{1});
}
