#include "bluesky/rounds.hpp"

#include <algorithm>

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr int most_pages = 50;      // of 100 posts
constexpr duration overlap = 5min;  // of a walk with the one before it: clocks differ
constexpr timestamp never{};

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
    at.current = std::move(made);
    return at;
}

walk_step advanced(position at, const page_facts& page) {
    walk_step made;
    made.since = at.since;
    made.done = *at.current;
    walk& one = made.done;
    if (page.oldest) one.oldest = std::min(one.oldest, *page.oldest);
    one.next = page.next;
    ++one.pages;
    if (page.oldest && *page.oldest < one.floor)
        made.how = walk_end::at_floor;
    else if (page.next.empty())
        made.how = walk_end::at_list_end;
    else if (one.pages >= most_pages)
        made.how = walk_end::too_long;
    if (made.how == walk_end::goes_on) {
        at.current = one;
    } else {
        at.current.reset();
        at.since = one.began;
        if (one.scan) at.scanned = one.began;
    }
    made.at = std::move(at);
    return made;
}

position restarted(position at) {
    if (at.current) at.current->next.clear();
    return at;
}

std::optional<gap> left_unread(const walk_step& ended, bool older_known, const account& to) {
    const walk& one = ended.done;
    if (ended.since == never || one.oldest <= ended.since) return std::nullopt;
    gap made;
    made.from = ended.since;
    made.to = one.oldest;
    if (ended.how == walk_end::too_long) {
        made.reason = "more than " + std::to_string(most_pages * 100) +
                      " notifications came while we were away; older ones were not read";
        return made;
    }
    const bool away = one.began - ended.since > to.rescan;
    if (ended.how != walk_end::at_list_end || !away || !older_known) return std::nullopt;
    made.reason = "the server's list of notifications ends before the time when we last read it";
    return made;
}

}  // namespace earshot::bluesky
