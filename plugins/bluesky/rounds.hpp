// Walks through a list: when one begins, how far it goes, and what its end means. Pure.
#pragma once

#include "bluesky/account.hpp"
#include "bluesky/cursor.hpp"
#include "earshot/batch.hpp"

namespace earshot::bluesky {

// With a walk under way: the one there is, or one that begins now.
position begun(position at, const account& to, timestamp now);

// What the pages that follow each other brought, for the walk.
struct page_facts {
    std::optional<timestamp> oldest;  // of their entries; nothing: they had none
    std::string next;                 // empty: the list ends here
    int count = 1;
    bool unreadable = false;  // what follows is too large, and the server lists nothing behind it
};

enum class walk_end : std::uint8_t { goes_on, at_reach, at_list_end, too_long, unreadable };

// Whether what was read comes down to what was handed over, so that it can follow.
walk_end end_after(const walk& one, const page_facts& read);

struct walk_step {
    position at;                       // without a walk, where that has ended
    walk_end how = walk_end::goes_on;  // anything else: what was read is to be handed over
    walk done;                         // the walk after these pages
    timestamp since;                   // where the last one before it began
};

walk_step advanced(position at, const page_facts& read);

// The server no longer knows the page where the walk stood: it begins again, from the newest.
position restarted(position at);

// What the way down leaves unread. `older_known`: a post is known and still there that the
// list should have shown, had it gone on.
std::optional<gap> left_unread(const walk_step& ended, bool older_known, const account& to);

}  // namespace earshot::bluesky
