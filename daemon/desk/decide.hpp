// The desk: what to do about an entry. A pure function, so that the same log and the same policy
// give the same decisions, today and in a replay.
#pragma once

#include <optional>
#include <variant>

#include "desk/policy.hpp"
#include "journal/records.hpp"

namespace earshot::desk {

// What an agent's answer is judged by, looked up beforehand.
struct reply_facts {
    std::optional<message> answered;  // the newest revision of it; nothing: not in the journal
    result<int> length = 0;           // of the text, as the platform counts it
};

// To which sinks a message goes.
std::vector<journal::enqueue> decide(const policy& rules, journal::sequence about,
                                     const message& item);

// The gate that every outgoing text passes: it goes to the platform, or back with the reason.
std::variant<journal::enqueue, journal::refusal> decide(const policy& rules,
                                                        const journal::entry& about,
                                                        const reply& answer,
                                                        const reply_facts& facts);

// Where order is kept: `x/klm/1990000000000000007`.
std::string conversation_of(const message& item);

}  // namespace earshot::desk
