// What is left of a platform's rate limits, as its answers say. No I/O, no clock of its own; one
// for each plugin instance.
//
// Headers understood: `x-rate-limit-*` and `x-ratelimit-*`, X's 24-hour limits for app and user,
// `ratelimit-*` of the IETF drafts, `retry-after` (RFC 9110 section 10.2.3) on 429 and 503. A reset
// is a point in time, or seconds from now where it is too small for one.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "earshot/service/http.hpp"
#include "earshot/time.hpp"

namespace earshot::net {

class rate_budget {
public:
    // Beyond `max_labels` the label seen longest ago is forgotten.
    explicit rate_budget(std::size_t max_labels = 256) : max_labels_(max_labels) {}

    // Learns from an answer to a request under `label`.
    void observe(const std::string& label, const http_response& answer, timestamp now);

    // How long to wait until every limit known to be used up has been reset; nothing where a
    // request may go now. Never more than 24 hours: then it is worth asking again.
    std::optional<duration> wait_before(const std::string& label, timestamp now) const;

    std::size_t labels() const { return budgets_.size(); }

private:
    static constexpr std::size_t limit_count = 5;

    struct budget {
        std::array<timestamp, limit_count> blocked_until{};  // by limit; the epoch: not used up
        timestamp retry_at{};
        timestamp seen{};
    };

    budget& budget_of(const std::string& label);

    std::size_t max_labels_;
    std::unordered_map<std::string, budget> budgets_;
};

// What a `retry-after` header asks for: seconds or a date. Never negative, at most 24 hours.
std::optional<duration> retry_after(const http_response& answer, timestamp now);

}  // namespace earshot::net
