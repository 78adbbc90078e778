#include "intake/pace_fsm.hpp"

#include "catch.hpp"

using namespace earshot;
using intake::channel_state;
using intake::pace_fsm;

namespace {

constexpr intake::pace_limits limits{.busy = duration{10'000}, .idle_factor = 4};

}  // namespace

TEST_CASE("pace: silence stretches the interval up to a bound, a message shortens it again") {
    pace_fsm pace(limits);
    CHECK(pace.succeeded({}, 0) == duration{15'000});
    CHECK(pace.succeeded({}, 0) == duration{22'500});
    for (int i = 0; i < 10; ++i) pace.succeeded({}, 0);
    CHECK(pace.succeeded({}, 0) == duration{40'000});
    CHECK(pace.succeeded({}, 3) == duration{10'000});
}

TEST_CASE("pace: where there is more, the next poll comes at once") {
    poll_result page;
    page.more = true;
    CHECK(pace_fsm(limits).succeeded(page, 100) == duration{0});
}

TEST_CASE("pace: a time named by the platform is kept") {
    pace_fsm pace(limits);
    poll_result page;
    page.come_back = duration{61'000};
    CHECK(pace.succeeded(page, 0) == duration{61'000});
    CHECK(pace.failed(error::throttled(duration{900'000}, "x.rate", "limit"), 0.5) ==
          duration{900'000});
    CHECK(pace.state() == channel_state::healthy);
}

TEST_CASE("pace: failures back off with jitter, and one success forgets them") {
    pace_fsm pace(limits);
    const error down(error_kind::transient, "http.connect", "refused");
    CHECK(pace.failed(down, 0.0) >= limits.failure.first);
    duration longest{0};
    for (int i = 0; i < 20; ++i) longest = std::max(longest, pace.failed(down, 0.99));
    CHECK(longest > duration{200'000});
    CHECK(longest <= limits.failure.cap);
    CHECK(pace.state() == channel_state::failing);
    pace.succeeded({}, 1);
    CHECK(pace.state() == channel_state::healthy);
    CHECK(pace.failed(down, 0.99) <= duration{10'000});
}

TEST_CASE("pace: a refused credential is tried once more at once, then seldom") {
    pace_fsm pace(limits);
    const error refused(error_kind::unauthorized, "x.token", "expired");
    CHECK(pace.failed(refused, 0.5) == duration{0});
    CHECK(pace.state() == channel_state::healthy);
    CHECK(pace.failed(refused, 0.5) == limits.unauthorized);
    CHECK(pace.state() == channel_state::unauthorized);
    pace.succeeded({}, 1);
    CHECK(pace.state() == channel_state::healthy);
    CHECK(pace.failed(refused, 0.5) == duration{0});
}

TEST_CASE("pace: a fault that says how long it will last is believed") {
    pace_fsm pace(limits);
    error broke(error_kind::transient, "x.credits", "no credits left");
    broke.retry_after = std::chrono::hours{1};
    CHECK(pace.failed(broke, 0.5) == std::chrono::hours{1});
}

TEST_CASE("pace: a source can come to its end") {
    poll_result last;
    last.finished = true;
    pace_fsm pace(limits);
    pace.succeeded(last, 5);
    CHECK(pace.state() == channel_state::finished);
}
