// How long to wait before the next attempt.
#pragma once

#include "earshot/error.hpp"

namespace earshot::base {

struct backoff {
    duration first{1'000};
    duration cap{600'000};

    // Full jitter: anywhere from 0 to first * 2^(attempt - 1), at most `cap`. `attempt` counts from
    // 1; `random` is uniform in [0, 1).
    duration before(int attempt, double random) const;
};

}  // namespace earshot::base
