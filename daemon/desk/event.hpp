// An entry of the log as the desk sees it: what came, went out, or was decided by a person.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cases/answers.hpp"
#include "desk/human_act.hpp"
#include "earshot/sink.hpp"
#include "journal/records.hpp"

namespace earshot::desk {

// An answer was given up: by the gate, or by the platform.
struct lost_answer {
    journal::sequence reply = 0;
};

// Nothing in an entry of another kind concerns the desk.
using happening = std::variant<std::monostate, message, reply, cases::publication, lost_answer,
                               human_act, ticket_change, gap_found>;

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
