#include "desk/route.hpp"

#include <algorithm>

namespace earshot::desk {

namespace {

bool names(const std::vector<std::string>& list, const std::string& one) {
    return std::ranges::find(list, one) != list.end();
}

bool serves(const route& to, const message& item, const rules::outcome& found) {
    if (names(found.sinks, to.sink)) return true;
    return !to.only_when_routed && (to.accounts.empty() || names(to.accounts, item.account));
}

journal::lane lane_of(urgency urgent) {
    switch (urgent) {
        case urgency::now: return journal::lane::urgent;
        case urgency::high:
        case urgency::normal: return journal::lane::normal;
        case urgency::low: return journal::lane::bulk;
    }
    return journal::lane::normal;
}

}  // namespace

std::string conversation_of(const message& item) {
    const std::string& thread = item.thread_id.empty() ? item.object_id : item.thread_id;
    return item.platform + "/" + item.account + "/" + thread;
}

std::vector<journal::enqueue> route_message(const policy& rules, journal::sequence about,
                                            const message& item, const rules::outcome& found) {
    std::vector<journal::enqueue> out;
    if (!found.ignored_by.empty()) return out;
    for (const route& to : rules.routes) {
        if (!serves(to, item, found)) continue;
        journal::enqueue& next = out.emplace_back();
        next.destination = "sink:" + to.sink;
        next.about = about;
        next.conversation = conversation_of(item);
        next.priority = lane_of(found.urgent);
        next.key = name_of(item);
    }
    return out;
}

}  // namespace earshot::desk
