// Decides about recorded entries again, from memory alone: nothing is sent, nothing is stored, and
// no platform is asked. Two replays of the same entries under the same policy are the same.
#pragma once

#include "desk/decide.hpp"

namespace earshot::desk {

class replay {
public:
    explicit replay(policy rules) : rules_(std::move(rules)) {}

    // What would be decided about the next entry of the log. Whether an agent's answer passed the
    // gate is in the log: it is remembered, and not judged again.
    // Errors: invalid, for an entry that cannot be read.
    result<journal::decisions> decide(const journal::entry& next);

private:
    policy rules_;
    cases::memory memory_;
};

}  // namespace earshot::desk
