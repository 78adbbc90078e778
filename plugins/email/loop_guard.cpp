#include "email/loop_guard.hpp"

#include <algorithm>

namespace earshot::email {

namespace {

constexpr std::size_t answers_an_hour = 12;
constexpr std::size_t max_conversations = 10'000;
constexpr duration window = std::chrono::hours(1);

constexpr std::size_t addresses_a_day = 20;
constexpr duration day = std::chrono::hours(24);

}  // namespace

bool loop_guard::refuses(const std::string& conversation, const std::string& id, timestamp when) {
    if (seen_.size() >= max_conversations && !seen_.contains(conversation)) seen_.clear();
    auto& times = seen_[conversation];
    std::erase_if(times, [&](const auto& one) { return one.first + window < when; });
    if (std::ranges::any_of(times, [&](const auto& one) { return one.second == id; })) return false;
    if (times.size() >= answers_an_hour) return true;
    times.emplace_back(when, id);
    return false;
}

bool advice_limit::allows(const std::string& address, timestamp arrived, timestamp now) {
    std::erase_if(told_, [&](const auto& one) { return one.second + day <= now; });
    if (arrived + day <= now || told_.size() >= addresses_a_day) return false;
    return told_.emplace(address, now).second;
}

}  // namespace earshot::email
