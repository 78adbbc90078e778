// The desk: what to do about an entry. A pure function, so that the same log and the same policy
// give the same decisions, today and in a replay: it has no clock and no randomness, and whatever
// it remembers of earlier entries stands in its memory, which changes with every decision.
#pragma once

#include "cases/memory.hpp"
#include "desk/event.hpp"
#include "desk/gate.hpp"
#include "desk/policy.hpp"

namespace earshot::desk {

// Appends what was decided to `into`; what is remembered stays in `memory` until the caller takes
// its changes. `facts` are for what agents did, and left empty otherwise.
void decide(const policy& rules, cases::memory& memory, const event& next, const reply_facts& facts,
            journal::decisions& into);

}  // namespace earshot::desk
