// What a message is: its language, and what the rules make of it. Pure.
#pragma once

#include "cases/memory.hpp"
#include "desk/policy.hpp"
#include "earshot/understanding.hpp"

namespace earshot::desk {

struct findings {
    language_verdict language;
    rules::outcome outcome;
};

// Looks the author, the conversation and the account up for evidence of the language.
findings assess(const policy& rules, const cases::memory& memory, const message& item);

}  // namespace earshot::desk
