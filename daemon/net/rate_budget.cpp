#include "net/rate_budget.hpp"

#include <algorithm>
#include <charconv>

#include "earshot/http_date.hpp"

namespace earshot::net {

namespace {

constexpr duration longest_wait = std::chrono::hours(24);
constexpr double least_epoch_second = 1e9;  // smaller numbers count from now

constexpr double kept_share = 0.1;  // of a limit, for what cannot wait

struct limit_headers {
    std::string_view whole;
    std::string_view remaining;
    std::string_view reset;
    bool application = false;
};

constexpr std::array<limit_headers, 5> limits{{
    {"x-rate-limit-limit", "x-rate-limit-remaining", "x-rate-limit-reset"},
    {"x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"},
    {"ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"},
    {"x-app-limit-24hour-limit", "x-app-limit-24hour-remaining", "x-app-limit-24hour-reset", true},
    {"x-user-limit-24hour-limit", "x-user-limit-24hour-remaining", "x-user-limit-24hour-reset"},
}};

bool among(const limit_headers& one, limits_of which) {
    return which == limits_of::everybody || one.application == (which == limits_of::application);
}

// Reddit counts in fractions.
std::optional<double> number(std::string_view text) {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (problem != std::errc{} || stop != end || !(value >= 0)) return std::nullopt;
    return value;
}

// Also when it lies in the far future or past: no arithmetic on what a stranger wrote overflows.
timestamp within_reach(timestamp when, timestamp now) {
    return std::clamp(when, now, now + longest_wait);
}

timestamp after_seconds(double seconds, timestamp now) {
    const double most = std::chrono::duration<double>(longest_wait).count();
    const auto wait = std::chrono::duration<double>(std::min(seconds, most));
    return now + std::chrono::ceil<duration>(wait);
}

std::optional<timestamp> reset_time(std::string_view text, timestamp now) {
    if (const auto seconds = number(text)) {
        if (*seconds < least_epoch_second) return after_seconds(*seconds, now);
        const double from_now =
            *seconds - std::chrono::duration<double>(now.time_since_epoch()).count();
        return after_seconds(std::max(from_now, 0.0), now);
    }
    const result<timestamp> date = parse_rfc3339(text);  // Mastodon
    if (!date) return std::nullopt;
    return within_reach(*date, now);
}

}  // namespace

std::optional<duration> retry_after(const http_response& answer, timestamp now) {
    const auto header = answer.header("retry-after");
    if (!header) return std::nullopt;
    if (const auto seconds = number(*header)) return after_seconds(*seconds, now) - now;
    const auto date = parse_http_date(*header);
    if (!date) return std::nullopt;
    return within_reach(*date, now) - now;
}

void rate_budget::observe(const std::string& label, const http_response& answer, timestamp now,
                          limits_of which) {
    budget& own = budget_of(label);
    own.seen = now;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        const auto remaining = answer.header(limits[i].remaining);
        const auto reset = answer.header(limits[i].reset);
        if (!among(limits[i], which) || !remaining || !reset) continue;
        const auto left = number(*remaining);
        const auto at = reset_time(*reset, now);
        if (!left || !at) continue;
        const double kept =
            kept_share * number(answer.header(limits[i].whole).value_or("")).value_or(0);
        own.low[i] = {*left < 1 || *left <= kept ? *at : timestamp{}, *left < 1};
    }
    if (which == limits_of::application || (answer.status != 429 && answer.status != 503)) return;
    if (const auto wait = retry_after(answer, now)) own.retry_at = now + *wait;
}

std::optional<duration> rate_budget::wait_before(const std::string& label, timestamp now,
                                                 bool can_wait) const {
    const auto found = budgets_.find(label);
    if (found == budgets_.end()) return std::nullopt;
    timestamp until = found->second.retry_at;
    for (const limit& one : found->second.low)
        if (one.used_up || can_wait) until = std::max(until, one.reset);
    if (until <= now) return std::nullopt;
    return until - now;
}

rate_budget::budget& rate_budget::budget_of(const std::string& label) {
    if (!budgets_.contains(label) && budgets_.size() >= max_labels_) {
        const auto seen = [](const auto& entry) { return entry.second.seen; };
        budgets_.erase(std::ranges::min_element(budgets_, {}, seen));
    }
    return budgets_[label];
}

}  // namespace earshot::net
