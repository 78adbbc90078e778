// How far a poll has come through the list of tickets by their last change. Each round begins a
// little before the newest change of the last one. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "freshdesk/conversation.hpp"

namespace earshot::freshdesk {

struct position {
    timestamp since;  // changes are listed from here
    timestamp floor;  // entries before it were read in an earlier round
    int page = 1;     // of the list from `since`
};

// After a page was read. `full`: there may be more.
position advanced(position at, const std::vector<listed_ticket>& page, bool full, duration rescan);

std::string write_position(const position& at);

// A time to come, of a clock that was ahead, is `latest`. Errors: permanent `freshdesk.cursor`.
result<position> read_position(std::string_view cursor, timestamp latest);

}  // namespace earshot::freshdesk
