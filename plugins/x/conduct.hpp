// X's rules on what may be sent to whom, as data: what they are depends on the contract and on the
// day.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot::x {

struct conduct_rule {
    std::string_view plan;
    std::chrono::sys_days since;
    bool only_if_addressed;   // answers only to those who mentioned us or quoted one of our posts
    std::string_view source;  // where it is written, in our words
};

inline constexpr std::array conduct_rules{
    conduct_rule{"self_serve", std::chrono::sys_days{std::chrono::year{2026} / 2 / 23}, true,
                 "X's changelog of 2026-02-23: on self-serve plans the API refuses a reply unless "
                 "the author of the post that is answered mentioned or quoted the account first."},
    conduct_rule{"enterprise", std::chrono::sys_days{std::chrono::year{2026} / 2 / 23}, false,
                 "X's changelog of 2026-02-23: Enterprise is exempt from the reply restriction."},
};

// The latest rule of the plan in force at that time; before the first, everybody may be answered.
constexpr bool only_if_addressed(std::string_view plan, timestamp at) {
    const conduct_rule* latest = nullptr;
    for (const conduct_rule& rule : conduct_rules)
        if (rule.plan == plan && rule.since <= at && (!latest || latest->since < rule.since))
            latest = &rule;
    return latest && latest->only_if_addressed;
}

}  // namespace earshot::x
