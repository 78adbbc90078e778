#include "twins/x/rate_limits.hpp"

namespace earshot::twins::x {

namespace {

struct limit {
    std::string_view label;
    int application;
    int user;
};

constexpr limit table[] = {
    {"mentions", 450, 300}, {"search", 450, 300},    {"timeline", 10'000, 900},
    {"lookup", 450, 900},   {"posts", 3'500, 5'000}, {"users", 300, 900},
    {"me", 75, 75},         {"post", 100, 100},      {"delete", 50, 50},
    {"webhooks", 450, 450},
};

int limit_of(std::string_view label, context as) {
    for (const limit& one : table)
        if (one.label == label) return as == context::user ? one.user : one.application;
    return 900;
}

}  // namespace

allowance rate_limits::take(std::string_view label, const caller& who, timestamp now) {
    counter& used = counters_[std::string(label) + " " + who.user_id];
    if (used.reset <= now) used = {0, now + window};
    allowance out;
    out.limit = limit_of(label, who.as) * factor_;
    out.granted = used.used < out.limit;
    if (out.granted) ++used.used;
    if (!out.granted) ++refused_;
    out.remaining = out.limit - used.used;
    out.reset = used.reset;
    return out;
}

void put_headers(const allowance& what, answer& into) {
    const auto reset = std::chrono::ceil<std::chrono::seconds>(what.reset.time_since_epoch());
    auto& headers = into.response.headers;
    headers.emplace_back("x-rate-limit-limit", std::to_string(what.limit));
    headers.emplace_back("x-rate-limit-remaining", std::to_string(what.remaining));
    headers.emplace_back("x-rate-limit-reset", std::to_string(reset.count()));
}

}  // namespace earshot::twins::x
