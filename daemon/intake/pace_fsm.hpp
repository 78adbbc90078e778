// When to poll an account next: often while people write, seldom while they are silent, and as the
// platform says where it does. No I/O, no clock of its own.
#pragma once

#include "base/backoff.hpp"
#include "earshot/connector.hpp"

namespace earshot::intake {

struct pace_limits {
    duration busy{30'000};  // the operator's `poll_interval`: between polls that bring something
    int idle_factor = 4;    // silence stretches it up to so many times
    base::backoff failure{.first = duration{5'000}, .cap = duration{300'000}};
    duration unauthorized{300'000};  // a person must act; look whether one has
};

enum class channel_state : std::uint8_t { healthy, failing, unauthorized, finished };

class pace_fsm {
public:
    explicit pace_fsm(pace_limits limits) : limits_(limits), interval_(limits.busy) {}

    // How long to wait after a poll that brought `count` items.
    duration succeeded(const poll_result& what, std::size_t count);

    // ... after one that failed; `random` in [0, 1).
    duration failed(const error& why, double random);

    channel_state state() const { return state_; }

private:
    pace_limits limits_;
    duration interval_;
    int failures_ = 0;
    int refusals_ = 0;  // of the credential, in a row
    channel_state state_ = channel_state::healthy;
};

}  // namespace earshot::intake
