// Decides whether the loop stands still inside a plugin. No threads, no clock of its own.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "earshot/error.hpp"

namespace earshot::plugins {

// What the loop publishes: which piece of which call is running. Every piece has a new number.
struct loop_mark {
    std::uint32_t piece = 0;
    std::uint32_t call = 0;  // 0: no plugin runs

    bool operator==(const loop_mark&) const = default;
};

struct loop_finding {
    std::uint32_t call = 0;
    duration held{0};   // so far, since it was first seen
    bool news = false;  // the first finding about this piece
};

class loop_watch_fsm {
public:
    using instant = std::chrono::steady_clock::time_point;

    explicit loop_watch_fsm(duration notice) : notice_(notice) {}

    // The same piece of a call, seen for at least `notice`, is a finding.
    std::optional<loop_finding> look(loop_mark mark, instant now) {
        if (mark != seen_) {
            seen_ = mark;
            since_ = now;
            told_ = false;
        }
        const auto held = std::chrono::floor<duration>(now - since_);
        if (mark.call == 0 || held < notice_) return std::nullopt;
        const bool news = !std::exchange(told_, true);
        return loop_finding{mark.call, held, news};
    }

private:
    duration notice_;
    loop_mark seen_;
    instant since_;
    bool told_ = false;
};

}  // namespace earshot::plugins
