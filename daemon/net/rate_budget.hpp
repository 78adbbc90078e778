// What is left of a platform's rate limits, as its answers say. No I/O, no clock of its own. Each
// plugin instance owns one for what is counted for its account alone; the daemon owns one for what
// accounts share.
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

// Which of the limits that an answer names.
enum class limits_of : std::uint8_t {
    everybody,
    application,  // those that it calls the application's
    the_rest
};

class rate_budget {
public:
    // Beyond `max_labels` the label seen longest ago is forgotten.
    explicit rate_budget(std::size_t max_labels = 256) : max_labels_(max_labels) {}

    // Learns from an answer to a request under `label`.
    void observe(const std::string& label, const http_response& answer, timestamp now,
                 limits_of which = limits_of::everybody);

    // How long to wait until every limit known to be used up has been reset; nothing where a
    // request may go now. Never more than 24 hours: then it is worth asking again. For a request
    // that `can_wait`, the last tenth counts as used up: it is kept for others.
    std::optional<duration> wait_before(const std::string& label, timestamp now,
                                        bool can_wait = false) const;

    std::size_t labels() const { return budgets_.size(); }

private:
    static constexpr std::size_t limit_count = 5;

    struct limit {
        timestamp reset{};  // the epoch: enough is left
        bool used_up = false;
    };

    struct budget {
        std::array<limit, limit_count> low{};
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
