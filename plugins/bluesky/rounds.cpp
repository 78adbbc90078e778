#include "bluesky/rounds.hpp"

#include <algorithm>

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr int most_pages = 50;      // of 100 posts
constexpr duration overlap = 5min;  // of a walk with the one before it: clocks differ
constexpr timestamp never{};

// What is above is read next, down to where it was read the first time; or the walk has ended.
void go_up(position& at, walk one) {
    if (one.above.empty()) {
        at.current.reset();
        at.since = one.began;
        if (one.scan) at.scanned = one.began;
        return;
    }
    one.next = std::move(one.above.back().first);
    one.reach = one.above.back().oldest;
    one.above.pop_back();
    one.oldest = one.began;
    one.pages = 0;
    at.current = std::move(one);
}

}  // namespace

position begun(position at, const account& to, timestamp now) {
    if (at.current) return at;
    walk made;
    made.began = made.oldest = now;
    made.scan = at.scanned == never || now - at.scanned >= to.rescan;
    const timestamp last = std::min(made.scan ? at.scanned : at.since, now);
    if (at.since == never || last == never)
        made.floor = now - to.look_back;
    else
        made.floor = last - (made.scan ? to.look_back : overlap);
    made.wanted = std::min(made.floor, now - to.look_back);
    made.reach = made.floor;
    at.current = std::move(made);
    return at;
}

walk_end end_after(const walk& one, const page_facts& read) {
    if (read.oldest && *read.oldest <= one.reach) return walk_end::at_reach;
    if (read.unreadable) return walk_end::unreadable;
    if (read.next.empty()) return walk_end::at_list_end;
    if (one.pages + read.count >= most_pages || one.above.size() >= most_above)
        return walk_end::too_long;
    return walk_end::goes_on;
}

walk_step advanced(position at, const page_facts& read) {
    walk_step made;
    made.since = at.since;
    made.how = end_after(*at.current, read);
    made.done = *at.current;
    walk& one = made.done;
    if (read.oldest) one.oldest = std::min(one.oldest, *read.oldest);
    one.pages += read.count;
    if (made.how == walk_end::goes_on) {
        one.above.push_back({std::move(one.next), read.oldest.value_or(one.oldest)});
        one.next = read.next;
        at.current = one;
    } else {
        go_up(at, one);
    }
    made.at = std::move(at);
    return made;
}

position restarted(position at) {
    if (!at.current) return at;
    at.current->next.clear();
    at.current->above.clear();
    at.current->pages = 0;
    return at;
}

std::optional<gap> left_unread(const walk_step& ended, bool older_known, const account& to) {
    const walk& one = ended.done;
    gap made;
    made.from = std::max(ended.since, one.reach);
    made.to = one.oldest;
    if (ended.since == never || made.to <= made.from) return std::nullopt;
    if (ended.how == walk_end::too_long) {
        made.reason = "more than " + std::to_string(most_pages * 100) +
                      " notifications came while we were away; older ones were not read";
        return made;
    }
    if (ended.how == walk_end::unreadable) {
        made.reason =
            "a post in the server's list is larger than Earshot reads; older ones stand behind it "
            "and were not read";
        return made;
    }
    const bool way_down = one.reach == one.floor;
    const bool away = one.began - ended.since > to.rescan;
    if (ended.how != walk_end::at_list_end || !way_down || !away || !older_known)
        return std::nullopt;
    made.reason = "the server's list of notifications ends before the time when we last read it";
    return made;
}

}  // namespace earshot::bluesky
