// Who gets a message, and in which order. Pure.
#pragma once

#include "desk/policy.hpp"
#include "earshot/understanding.hpp"
#include "journal/records.hpp"
#include "rules/rule_set.hpp"

namespace earshot::desk {

// To which sinks a message goes: those of the routes, and those that its rules name. None, where a
// rule ignores it.
std::vector<journal::enqueue> route_message(const policy& rules, journal::sequence about,
                                            const message& item, const rules::outcome& found);

// Where order is kept: `x/klm/1990000000000000007`.
std::string conversation_of(const message& item);

}  // namespace earshot::desk
