// How far a poll has come. Issues are listed by the time of their last change, which has whole
// seconds and can appear late, so each round begins a little before the newest change of the last
// one. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "redmine/issue_list.hpp"

namespace earshot::redmine {

struct position {
    // An issue in the part that is listed again. It needs no second look once one was taken well
    // after the change that we know of.
    struct known_issue {
        timestamp updated;
        timestamp first_look;  // by our clock
        bool settled = false;
    };

    timestamp since;       // changes are listed from here
    timestamp floor;       // journals before it were read in an earlier round
    std::size_t skip = 0;  // issues of that very second that were read
    std::map<std::string, known_issue> known;

    bool needs_look(const listed_issue& one) const;
};

// Where the first poll begins: at the newest change there is.
position beginning(timestamp newest, duration rescan);

// After a page was read. `full`: there may be more.
position advanced(position at, const std::vector<listed_issue>& page, bool full, duration rescan,
                  timestamp now);

std::string write_position(const position& at);

// Errors: invalid `redmine.cursor`.
result<position> read_position(std::string_view cursor);

}  // namespace earshot::redmine
