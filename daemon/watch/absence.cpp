#include "watch/absence.hpp"

#include <algorithm>

#include "base/wakeup.hpp"

namespace earshot::watch {

namespace {

constexpr duration tick = std::chrono::minutes{1};

bool heard_of(const std::vector<journal::account_activity>& known, const listener& who) {
    return std::ranges::any_of(known, [&](const journal::account_activity& one) {
        return one.platform == who.platform && one.account == who.account;
    });
}

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

task<result<bool>> absence::record(std::vector<listener> all) {
    const timestamp now = clock_.now();
    const auto last = co_await journal_.last_alive();
    if (!last) co_return std::unexpected(last.error());
    const auto known = co_await journal_.activity();
    if (!known) co_return std::unexpected(known.error());
    std::vector<journal::arrival> arrivals;
    for (const listener& who : all) {
        const auto lost = missed(*last, now, who.patience);
        if (!lost || !heard_of(*known, who)) continue;
        log_.write(log_level::error, "watch.was_away",
                   {{"account", who.account},
                    {"from", format_rfc3339(lost->from)},
                    {"to", format_rfc3339(lost->to)}});
        journal::arrival& one = arrivals.emplace_back();
        one.platform = who.platform;
        one.account = who.account;
        one.items.gaps.push_back(*lost);
    }
    if (arrivals.empty()) co_return false;
    const auto stored = co_await journal_.append(std::move(arrivals));
    if (!stored) co_return std::unexpected(stored.error());
    co_return true;
}

// A journal that refuses says so itself; the gap is then found longer than it was.
task<void> absence::run() {
    for (;;) {
        (void)co_await journal_.note_alive(clock_.now());
        co_await base::sleep(tick);
    }
}

}  // namespace earshot::watch
