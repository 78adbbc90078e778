// Circuit breaker of one destination: no I/O, no clock of its own.
//
//   closed --failures--> open --pause over--> probing --success--> closed
//                          ^-----------failure-----'
#pragma once

#include <algorithm>

#include "base/backoff.hpp"
#include "earshot/time.hpp"

namespace earshot::delivery {

struct breaker_limits {
    int failures = 5;  // in a row, until it opens
    base::backoff pause{.first = duration{1'000}, .cap = duration{120'000}};
};

class breaker_fsm {
public:
    explicit breaker_fsm(breaker_limits limits = {}) : limits_(limits) {}

    // How many calls may begin now: all of `wanted`, one (a probe), or none.
    int admit(timestamp now, int wanted) const;

    // When a closed door opens again; the past while it is open.
    timestamp opens_at() const { return until_; }
    bool closed() const { return failures_ < limits_.failures; }

    void succeeded();

    // `random` in [0, 1). True: it opened with this failure, which is worth an alarm.
    bool failed(timestamp now, double random);

    // The other side named a time: nothing before it, without being at fault.
    void hold(timestamp until) { until_ = std::max(until_, until); }

private:
    breaker_limits limits_;
    int failures_ = 0;
    timestamp until_;
};

}  // namespace earshot::delivery
