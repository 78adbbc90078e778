// When to say that something is wrong: once when it begins, once a day while it lasts, and once
// when it has ended. No I/O, no clock of its own.
#pragma once

#include "earshot/time.hpp"

namespace earshot::watch {

enum class alarm_step : std::uint8_t { nothing, begins, lasts, ends };

class alarm_fsm {
public:
    alarm_step observe(bool wrong, timestamp now);

    bool raised() const { return raised_; }

private:
    bool raised_ = false;
    timestamp said_;
};

}  // namespace earshot::watch
