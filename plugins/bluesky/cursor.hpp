// Where polling stands, and the posts seen lately. Pure.
//
// The server lists posts by the time that their authors claim, newest first. So a poll cannot just
// go on where the last one ended: it looks through the newest page for what it has not seen, and
// now and then through everything down to `look_back`, so that a post with an earlier date is found
// as well. The posts seen lately are also asked for again, to notice edits and deletions.
//
// Handed over is the oldest first. What is more than one poll may hold is therefore read twice: on
// the way down only the cursor learns of it, and on the way up it is handed over. A position that
// was stored tells all that is needed to go on, wherever the walk was interrupted.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::bluesky {

// A part of a list that was read, but not handed over yet, because what is older comes first.
struct stretch {
    std::string first;  // the server's token of its first page; empty: the list's
    timestamp oldest;   // that it came to

    bool operator==(const stretch&) const = default;
};

// A walk through a list that is under way: down to its end, then up again, stretch by stretch.
struct walk {
    timestamp began;
    timestamp floor;    // where it ends
    timestamp wanted;   // what is older is left alone
    timestamp reach;    // how far down it has to come now: the floor, or what was handed over
    timestamp oldest;   // that it has come to since something was handed over
    std::string next;   // the server's token of the next page; empty: the first
    int pages = 0;      // likewise
    bool scan = false;  // down to look_back, not only to the last walk
    std::vector<stretch> above;  // newest first

    bool operator==(const walk&) const = default;
};

inline constexpr std::size_t most_above = 50;

struct position {
    timestamp since;    // when the last walk that ended began; the epoch: none yet
    timestamp scanned;  // the same of the last scan
    std::optional<walk> current;

    bool operator==(const position&) const = default;
};

struct seen_post {
    std::string uri;   // or a digest of what is no post's
    std::string mark;  // the end of its cid: another one is an edit
    timestamp when;

    bool operator==(const seen_post&) const = default;
};

inline constexpr std::size_t most_seen = 300;

struct cursor {
    position mentions;
    position own;
    std::vector<seen_post> seen;  // newest first

    bool operator==(const cursor&) const = default;
};

// Empty text is the very first poll. Errors: permanent `bluesky.cursor`.
result<cursor> read_cursor(std::string_view text);

// Some 30 KiB at the most, and as much again in a walk that is long.
std::string write_cursor(const cursor& at);

std::string mark_of(std::string_view cid);

const seen_post* find_seen(const cursor& in, std::string_view uri);

// Once more: the time and the mark are replaced.
void remember(cursor& in, seen_post post);
void forget(cursor& in, std::string_view uri);

// Lets go of what is older, and of the oldest where there are too many.
void prune(cursor& in, timestamp older_than);

}  // namespace earshot::bluesky
