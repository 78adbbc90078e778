// How often each caller may call each endpoint: windows of 15 minutes that begin with the first
// call, as the platform's headers report them.
#pragma once

#include <map>
#include <string>

#include "earshot/time.hpp"
#include "twins/twin.hpp"
#include "twins/x/tokens.hpp"

namespace earshot::twins::x {

struct allowance {
    bool granted = true;
    int limit = 0;
    int remaining = 0;
    timestamp reset;
};

class rate_limits {
public:
    static constexpr duration window = std::chrono::minutes{15};

    explicit rate_limits(int factor = 1) : factor_(factor) {}

    // `label` names the endpoint: mentions, search, timeline, post, delete, lookup, users,
    // webhooks.
    allowance take(std::string_view label, const caller& who, timestamp now);

    std::int64_t refused() const { return refused_; }

private:
    struct counter {
        int used = 0;
        timestamp reset;
    };

    int factor_;
    std::map<std::string, counter> counters_;
    std::int64_t refused_ = 0;
};

void put_headers(const allowance& what, answer& into);

}  // namespace earshot::twins::x
