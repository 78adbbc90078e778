// Keeps a log event that strangers can cause from filling the log: once a minute is enough.
#pragma once

#include <chrono>

namespace earshot::net {

class notice {
public:
    using time_point = std::chrono::steady_clock::time_point;

    bool due(time_point now) {
        if (now < next_) return false;
        next_ = now + std::chrono::minutes(1);
        return true;
    }

private:
    time_point next_{};
};

}  // namespace earshot::net
