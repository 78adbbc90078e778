// What Request Tracker's scrip posts to the route `events`, one transaction a request:
//
//   {"transaction": 55, "ticket": 12, "case": "x/care/100", "type": "Correspond",
//    "creator": "petra", "creator_id": 33, "privileged": 1, "author": "Petra de Vries",
//    "created": "2026-03-01T07:49:01Z", "content": "...", "files": 0, "field", "old", "new"}
//
// An answer with files is left to polling, for here they are not; so is one that does not say how
// many it has, as the scrip's first form did not.
// The scrip is in docs/plugins/rt.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/batch.hpp"

namespace earshot::rt {

struct event_reading {
    std::string origin;
    std::string own_user_id;
    std::vector<std::string> closed_statuses;
};

// Empty for what is nobody's business here: of tickets without case, by ourselves, by RT, by people
// who are no agents. Errors: invalid `rt.event`.
result<batch> read_event(std::string_view body, const event_reading& how);

}  // namespace earshot::rt
