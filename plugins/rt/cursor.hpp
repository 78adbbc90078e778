// How far the history of Request Tracker was read. Transactions get their numbers before they are
// committed, so a lower one may show up after a higher one: the last few hundred are looked at
// again each time, and those that were taken are remembered.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::rt {

struct cursor {
    static constexpr std::uint64_t window = 300;

    std::uint64_t start = 0;  // what was there before the very first poll is history
    std::uint64_t last = 0;
    std::set<std::uint64_t> taken;  // within the window

    std::uint64_t from() const {  // exclusive
        return std::max(start, last > window ? last - window : 0);
    }
    bool knows(std::uint64_t id) const { return id <= from() || taken.contains(id); }
    void take(std::uint64_t id);

    bool operator==(const cursor&) const = default;
};

// `{"start":50,"last":59,"taken":[55,57,59]}`.
std::string to_text(const cursor& at);

// Errors: invalid.
result<cursor> cursor_from(std::string_view text);

}  // namespace earshot::rt
