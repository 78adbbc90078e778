// How far a poll has come. Tickets are listed by their last change, newest first, page after page,
// down to a little before the newest change of the last round: what was written late is seen, what
// moves up between two pages is only seen twice. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::zammad {

struct listed_ticket {
    std::string id;
    timestamp changed;
    std::string stamp;  // another one whenever something happened to the ticket
};

struct position {
    timestamp since;   // the newest change of the last round
    timestamp newest;  // of this round; the epoch: it has not begun
    int page = 1;
    std::map<std::string, std::string> known;  // stamps of tickets read in the last round
    std::map<std::string, std::string> met;    // and in this one

    timestamp floor(duration rescan) const { return since - rescan; }
    bool needs_look(const listed_ticket& one) const;
};

// Before the first poll: what was said before nobody asked us for is not ours to publish.
position beginning(timestamp now);

// After a page was read; `full`: there may be another. A round that is over has page 1.
position advanced(position at, const std::vector<listed_ticket>& page, bool full, duration rescan);

// Errors: permanent `zammad.cursor`.
result<position> read_position(std::string_view cursor);
std::string write_position(const position& at);

}  // namespace earshot::zammad
