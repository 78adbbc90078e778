// The two clocks there are: the machine's, and one that tests and simulations move by hand.
#pragma once

#include <atomic>

#include "earshot/service/clock.hpp"

namespace earshot::base {

class system_clock final : public clock {
public:
    timestamp now() const noexcept override;
};

// Starts at `start`; stands still until moved. [any thread]
class manual_clock final : public clock {
public:
    explicit manual_clock(timestamp start = timestamp{std::chrono::days{20'500}}) : now_(start) {}

    timestamp now() const noexcept override { return now_.load(); }
    void advance(duration by) { now_.store(now_.load() + by); }
    void set(timestamp when) { now_.store(when); }

private:
    std::atomic<timestamp> now_;
};

}  // namespace earshot::base
