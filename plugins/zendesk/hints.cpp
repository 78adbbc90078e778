#include "zendesk/hints.hpp"

#include <algorithm>

#include "zendesk/json.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

std::int64_t written(timestamp when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

result<std::int64_t> number_in(const json::value* from) {
    const std::int64_t* number = from ? from->if_int64() : nullptr;
    if (!number || *number < 0 || *number > last_second)
        return fail(error_kind::permanent, "zendesk.cursor",
                    "a stored cursor is not one of Zendesk");
    return *number;
}

result<timestamp> time_in(const json::value* from) {
    const auto seconds = number_in(from);
    if (!seconds) return std::unexpected(seconds.error());
    return timestamp{std::chrono::seconds{*seconds}};
}

}  // namespace

std::string write_position(const position& at) {
    json::object hints;
    for (const auto& [ticket, when] : at.hints) hints[ticket] = written(when);
    json::object made{{"since", written(at.since)}, {"round", at.round}};
    made["hints"] = std::move(hints);
    return json::serialize(made);
}

result<position> read_position(std::string_view cursor) {
    const auto parsed = parse(cursor);
    const json::object* from = parsed ? parsed->if_object() : nullptr;
    // Before hints were kept in it, a cursor was the time alone.
    const bool bare = parsed && parsed->is_int64();
    const auto since = time_in(bare ? &*parsed : from ? from->if_contains("since") : nullptr);
    if (!since) return std::unexpected(since.error());
    if (bare) return position{*since, {}, 0};
    const auto round = number_in(from->if_contains("round"));
    if (!round) return std::unexpected(round.error());
    position made{*since, {}, *round};
    const json::value* hints = from->if_contains("hints");
    if (!hints || !hints->is_object()) return made;
    for (const auto& [ticket, when] : hints->get_object()) {
        const auto named = time_in(&when);
        if (!named) return std::unexpected(named.error());
        made.hints.emplace(ticket, *named);
    }
    return made;
}

// One that a poll was given does not stand for what is said while it reads.
bool hint_box::tell(const std::string& ticket, timestamp when) {
    const auto waiting = told_.begin() + static_cast<std::ptrdiff_t>(handed_over_);
    if (std::ranges::find(waiting, told_.end(), ticket, &hint::ticket) != told_.end()) return true;
    if (told_.size() >= most) return false;
    told_.push_back({ticket, std::chrono::floor<std::chrono::seconds>(when)});
    return true;
}

void hint_box::hand_over(const std::string& cursor, position& into) {
    const bool kept = !promised_.empty() && cursor == promised_;
    if (kept) told_.erase(told_.begin(), told_.begin() + static_cast<std::ptrdiff_t>(handed_over_));
    promised_.clear();
    handed_over_ = 0;
    while (!all_handed_over() && into.hints.size() < most) {
        const hint& one = told_[handed_over_++];
        const auto known = into.hints.try_emplace(one.ticket, one.when).first;
        known->second = std::min(known->second, one.when);
    }
    if (handed_over_ > 0) ++into.round;
}

}  // namespace earshot::zendesk
