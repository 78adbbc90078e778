#include "watch/volume.hpp"

#include <algorithm>
#include <vector>

namespace earshot::watch {

namespace {

using std::chrono::hours;

constexpr double beyond_chance = 8;  // exp(-8) = 0.00034
constexpr duration shortest_silence = hours{1};

std::int64_t hour_number(timestamp when) {
    return std::chrono::floor<hours>(when).time_since_epoch().count();
}

double usual_of(std::vector<std::int64_t>& counts) {
    std::ranges::sort(counts);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < counts.size(); ++i) sum += counts[i];
    return static_cast<double>(sum) / static_cast<double>(counts.size() - 1);
}

}  // namespace

volume volume::learn(std::span<const hour_count> history, timestamp now) {
    volume made;
    if (history.empty()) return made;
    const std::int64_t end = hour_number(now);
    const auto first = std::ranges::min(history, {}, &hour_count::hour);
    made.weeks_ =
        std::min<std::int64_t>((end - hour_number(first.hour)) / hours_a_week, most_weeks);
    if (!made.known()) return made;
    std::array<std::vector<std::int64_t>, hours_a_week> counts;
    for (auto& of : counts) of.assign(static_cast<std::size_t>(made.weeks_), 0);
    for (const hour_count& one : history) {
        const std::int64_t ago = end - 1 - hour_number(one.hour);
        if (ago < 0 || ago >= made.weeks_ * hours_a_week) continue;
        const auto slot = static_cast<std::size_t>(hour_number(one.hour) % hours_a_week);
        counts[slot][static_cast<std::size_t>(ago / hours_a_week)] += one.count;
    }
    std::ranges::transform(counts, made.usual_.begin(), usual_of);
    return made;
}

double volume::expected(timestamp from, timestamp to) const {
    if (!known() || from >= to) return 0;
    double sum = 0;
    for (std::int64_t hour = hour_number(from); hour <= hour_number(to); ++hour) {
        const timestamp begin{hours{hour}};
        const duration part = std::min(to, begin + hours{1}) - std::max(from, begin);
        sum += usual_[static_cast<std::size_t>(hour % hours_a_week)] *
               static_cast<double>(part.count()) / static_cast<double>(duration{hours{1}}.count());
    }
    return sum;
}

bool too_silent(const volume& usual, timestamp last, timestamp now) {
    return now - last >= shortest_silence && usual.expected(last, now) >= beyond_chance;
}

}  // namespace earshot::watch
