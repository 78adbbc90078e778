// How far a plugin has polled a list of tickets that its helpdesk gives newest change first, page
// after page: down to a little before the newest change of the last round. So what was written late
// is seen, and what moves up between two pages is only seen twice. A round of several pages is gone
// through once more: a ticket that leaves the list in between hides another. The plugin asks for
// `page`, looks at the tickets that need it, and ends with `end_page`. All of it is pure.
// [any thread]
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/batch.hpp"
#include "earshot/connector.hpp"
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
    bool again = false;                        // its pages are gone through once more
    std::map<std::string, std::string> known;  // stamps of tickets read in the last round
    std::map<std::string, std::string> met;    // and in this one

    timestamp floor(duration rescan) const { return since - rescan; }
    bool needs_look(const listed_ticket& one) const;
    bool goes_on() const { return page > 1 || again; }
};

// Where the first poll begins, by the first page of all tickets: at the newest change there is, as
// our clock may be wrong; `now` where there is none. What was said before nobody asked us for is
// not ours to publish.
poll_position beginning(const std::vector<listed_ticket>& page, timestamp now);

// After a page was read; `full`: there may be another. At most 500 tickets are remembered; one that
// is not is looked at again, which does no harm.
poll_position advanced(poll_position at, const std::vector<listed_ticket>& page, bool full,
                       duration rescan);

// What a round leaves unread that ends with page 500 before it comes down to the last one.
std::optional<gap> left_unread(const poll_position& at, const std::vector<listed_ticket>& page,
                               bool full, duration rescan);

// The cursor of a poll, JSON. A time to come, of a clock that was ahead, is now. The error has this
// code: `zammad.cursor`. Errors: permanent.
result<poll_position> read_position(std::string_view cursor, timestamp now, std::string code);
std::string write_position(const poll_position& at);

// Into what a poll gives back, after its page was read: the cursor, whether there is more, and the
// gap that is left, as `advanced` and `left_unread` say.
void end_page(poll_position at, const std::vector<listed_ticket>& page, bool full, duration rescan,
              poll_result& into);

}  // namespace earshot::helpdesk
