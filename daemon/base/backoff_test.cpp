#include "base/backoff.hpp"

#include "catch.hpp"

using earshot::duration;
using earshot::base::backoff;

TEST_CASE("backoff: the ceiling doubles with each attempt until the cap") {
    const backoff plan{.first = duration{100}, .cap = duration{1'000}};
    CHECK(plan.before(1, 0.999) == duration{99});
    CHECK(plan.before(2, 0.999) == duration{199});
    CHECK(plan.before(4, 0.999) == duration{799});
    CHECK(plan.before(5, 0.999) == duration{999});
    CHECK(plan.before(5'000, 0.999) == duration{999});
}

TEST_CASE("backoff: full jitter reaches down to no wait at all") {
    CHECK(backoff{}.before(9, 0.0) == duration{0});
}
