#include "intake/pace_fsm.hpp"

#include <algorithm>

namespace earshot::intake {

duration pace_fsm::succeeded(const poll_result& what, std::size_t count) {
    failures_ = 0;
    refusals_ = 0;
    state_ = what.finished ? channel_state::finished : channel_state::healthy;
    if (what.more) return duration{0};
    interval_ =
        count > 0 ? limits_.busy : std::min(interval_ * 3 / 2, limits_.busy * limits_.idle_factor);
    // What the plugin asks for is a time to come back, not only a floor: a recorded conversation
    // knows when its next turn is.
    return what.come_back.count() > 0 ? what.come_back : interval_;
}

duration pace_fsm::failed(const error& why, double random) {
    switch (why.kind) {
        case error_kind::throttled:
            return why.retry_after.count() > 0 ? why.retry_after : limits_.failure.first;
        case error_kind::unauthorized:
        case error_kind::scope_missing:
            // The first refusal makes the host fetch a new token: whether that helped is seen at
            // once. Only a second one needs a person.
            if (++refusals_ == 1) return duration{0};
            state_ = channel_state::unauthorized;
            return limits_.unauthorized;
        default:
            state_ = channel_state::failing;
            return std::max({limits_.failure.first, why.retry_after,
                             limits_.failure.before(++failures_ + 1, random)});
    }
}

}  // namespace earshot::intake
