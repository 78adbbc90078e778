// The configuration as the desk wants it: how messages are understood, and where they go.
#pragma once

#include "app/configuration.hpp"
#include "desk/policy.hpp"

namespace earshot::app {

// Loads the rules and what tells languages. What is wrong with them goes to `problems`, also a rule
// that names a sink which is not configured; the result is good when none was added.
desk::knowledge load_knowledge(const configuration& from, base::config_problems& problems);

// What the configuration alone says: how an account may answer, its plugin knows.
desk::policy policy_of(const configuration& from, desk::knowledge known);

}  // namespace earshot::app
