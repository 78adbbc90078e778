// How far a poll has come. Conversations are listed by their last activity, newest first, page
// after page, down to a little before the newest one of the last round: what was written late is
// seen, what moves up between two pages is only seen twice. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::chatwoot {

struct listed_conversation {
    std::string id;
    timestamp changed;
    std::string stamp;  // another one whenever something happened to the conversation
};

struct position {
    timestamp since;   // the newest change of the last round
    timestamp newest;  // of this round; the epoch: it has not begun
    int page = 1;
    std::map<std::string, std::string> known;  // stamps of those read in the last round
    std::map<std::string, std::string> met;    // and in this one

    timestamp floor(duration rescan) const { return since - rescan; }
    bool needs_look(const listed_conversation& one) const;
};

// Before the first poll: what was said before nobody asked us for is not ours to publish.
position beginning(timestamp now);

// After a page was read; `full`: there may be another. A round that is over has page 1.
position advanced(position at, const std::vector<listed_conversation>& page, bool full,
                  duration rescan);

// Errors: permanent `chatwoot.cursor`.
result<position> read_position(std::string_view cursor);
std::string write_position(const position& at);

}  // namespace earshot::chatwoot
