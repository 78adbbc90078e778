// What was posted: an ordered store of posts with their threads, edits and deletions.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "earshot/time.hpp"
#include "twins/x/marks.hpp"

namespace earshot::twins::x {

using post_id = std::uint64_t;  // ascends with time; 0: none

struct post {
    post_id id = 0;
    std::string author_id;
    std::string written;  // as its author typed it
    marked_text shown;    // as the platform gives it back
    std::string language;
    timestamp created;
    post_id conversation = 0;
    post_id answers = 0;
    post_id quotes = 0;
    std::vector<post_id> history;  // all versions, the first first
    bool photo = false;
    bool superseded = false;  // a newer version exists
    bool deleted = false;
    bool by_api = false;  // published through the API, so by the connector under test
};

// Posts as their authors write them.
struct draft {
    std::string author_id;
    std::string text;
    std::string language;
    post_id answers = 0;
    post_id quotes = 0;
    post_id edits = 0;
    bool photo = false;
    bool by_api = false;
};

class posts {
public:
    const post& add(draft text, timestamp when);
    bool remove(post_id id);  // all versions; false: there is none

    const post* find(post_id id) const;     // also superseded and deleted ones
    const post* visible(post_id id) const;  // what an ordinary reader can see

    // Newest first, visible and current ones only, while `wanted` returns true for less than
    // `limit` of them.
    std::vector<const post*> newest(const std::function<bool(const post&)>& wanted,
                                    post_id newer_than, post_id older_than,
                                    std::size_t limit) const;

    const std::map<post_id, post>& all() const { return all_; }

private:
    post_id next_id(timestamp when);

    std::map<post_id, post> all_;
};

post_id parse_id(std::string_view digits);  // 0: not an id

}  // namespace earshot::twins::x
