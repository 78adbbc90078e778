// How far a plugin has polled a list of tickets that its helpdesk gives newest change first, page
// after page: down to a little before the newest change of the last round. So what was written late
// is seen, and what moves up between two pages is only seen twice. The plugin asks for `page`,
// looks at the tickets that need it, and keeps what `advanced` gives as its cursor. All of it is
// pure. [any thread]
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::helpdesk {

struct listed_ticket {
    std::string id;
    timestamp changed;
    std::string stamp;  // another one whenever something happened to the ticket
};

struct poll_position {
    timestamp since;                           // the newest change of the last round
    timestamp newest;                          // of this round; the epoch: it has not begun
    int page = 1;                              // to ask for next, up to 500
    std::map<std::string, std::string> known;  // stamps of tickets read in the last round
    std::map<std::string, std::string> met;    // and in this one

    timestamp floor(duration rescan) const { return since - rescan; }
    bool needs_look(const listed_ticket& one) const;
};

// Before the first poll: what was said before nobody asked us for is not ours to publish.
poll_position beginning(timestamp now);

// After a page was read; `full`: there may be another. A round that is over has page 1. At most 500
// tickets are remembered; one that is not is looked at again, which does no harm.
poll_position advanced(poll_position at, const std::vector<listed_ticket>& page, bool full,
                       duration rescan);

// The cursor of a poll, JSON. The error has this code: `zammad.cursor`. Errors: permanent.
result<poll_position> read_position(std::string_view cursor, std::string code);
std::string write_position(const poll_position& at);

}  // namespace earshot::helpdesk
