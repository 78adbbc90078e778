// How much usually comes at this hour of this weekday, learned from the last weeks, and whether a
// silence is longer than chance. Pure.
//
// Hours are UTC. Where clocks change, people's habits move by an hour against it for some weeks;
// the measure is coarse enough not to mind: what counts is what is expected over a whole silence.
#pragma once

#include <array>
#include <span>

#include "earshot/time.hpp"

namespace earshot::watch {

struct hour_count {
    timestamp hour;  // its beginning
    std::int64_t count = 0;
};

class volume {
public:
    static constexpr int fewest_weeks = 4;
    static constexpr int most_weeks = 8;

    // Of whole weeks before the hour of `now`, as many as there are since the first count. Of each
    // hour of the week the busiest is left out: one storm is not what is usual.
    static volume learn(std::span<const hour_count> history, timestamp now);

    bool known() const { return weeks_ >= fewest_weeks; }

    // How many between the two; 0 where it is not known.
    double expected(timestamp from, timestamp to) const;

private:
    static constexpr std::int64_t hours_a_week = 168;

    std::array<double, hours_a_week> usual_{};
    std::int64_t weeks_ = 0;
};

// Nothing since `last`, although eight or more were to be expected: by chance alone that happens
// less than once in 2,900 such spans.
bool too_silent(const volume& usual, timestamp last, timestamp now);

}  // namespace earshot::watch
