// An entry of the log as the desk sees it: what came, went out, or was decided by a person.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cases/answers.hpp"
#include "desk/human_act.hpp"
#include "journal/records.hpp"

namespace earshot::desk {

// Nothing in an entry of another kind concerns the desk.
using happening = std::variant<std::monostate, message, reply, cases::publication, human_act>;

struct event {
    journal::sequence seq = 0;
    timestamp at;
    happening what;
};

// Errors: invalid, for a body that cannot be read.
result<event> read_event(const journal::entry& from);

// The records that the desk must remember to decide about it.
std::vector<std::string> keys_for(const event& next);

}  // namespace earshot::desk
