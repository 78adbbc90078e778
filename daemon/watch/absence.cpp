#include "watch/absence.hpp"

#include <algorithm>

#include "base/wakeup.hpp"

namespace earshot::watch {

namespace {

constexpr duration tick = std::chrono::minutes{1};

}  // namespace

std::optional<gap> missed(timestamp last_alive, timestamp started, duration patience) {
    const timestamp called_again_since = started - patience;
    if (last_alive == timestamp{} || last_alive >= called_again_since) return std::nullopt;
    return gap{last_alive, called_again_since,
               "the daemon was away for " +
                   format_duration(
                       duration{std::chrono::floor<std::chrono::seconds>(started - last_alive)}) +
                   ", and the platform calls again for " + format_duration(patience) + " only"};
}

// A journal that cannot answer says so itself, and claims no gap.
task<void> absence::look_back() {
    started_ = clock_.now();
    if (const auto last = co_await journal_.last_alive()) last_alive_ = *last;
    if (auto known = co_await journal_.activity()) heard_of_ = std::move(*known);
}

task<bool> absence::record(listener who) {
    const auto lost = missed(last_alive_, started_, who.patience);
    const bool known = std::ranges::any_of(heard_of_, [&](const journal::account_activity& one) {
        return one.platform == who.platform && one.account == who.account;
    });
    if (!lost || !known) co_return false;
    log_.write(log_level::error, "watch.was_away",
               {{"account", who.account},
                {"from", format_rfc3339(lost->from)},
                {"to", format_rfc3339(lost->to)}});
    std::vector<journal::arrival> arrivals(1);
    arrivals[0].platform = std::move(who.platform);
    arrivals[0].account = std::move(who.account);
    arrivals[0].items.gaps.push_back(*lost);
    const auto stored = co_await journal_.append(std::move(arrivals));
    co_return stored.has_value();
}

// A journal that refuses says so itself; the gap is then found longer than it was.
task<void> absence::run() {
    for (;;) {
        (void)co_await journal_.note_alive(clock_.now());
        co_await base::sleep(tick);
    }
}

}  // namespace earshot::watch
