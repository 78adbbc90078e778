// When which turn is due, and the cursor that remembers it. Pure: the clock is an argument.
#pragma once

#include <string>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::replay {

// `17` or `17@1767225600000`: the next turn, and when the replay began.
struct position {
    std::size_t next = 0;
    timestamp began;

    bool operator==(const position&) const = default;
};

std::string to_cursor(const position& at);

// Empty: the beginning, now. Errors: permanent `replay.cursor`.
result<position> from_cursor(const std::string& cursor, timestamp now);

// Due as long after the beginning as it was said after the first turn, `speed` times faster; 0: at
// once.
timestamp due(timestamp said, timestamp first, timestamp began, std::int64_t speed);

}  // namespace earshot::replay
