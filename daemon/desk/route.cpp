#include "desk/route.hpp"

#include <algorithm>

#include "rules/rule.hpp"

namespace earshot::desk {

namespace {

bool names(const std::vector<std::string>& list, const std::string& one) {
    return std::ranges::find(list, one) != list.end();
}

bool takes(const route& to, const std::string& account) {
    return to.accounts.empty() || names(to.accounts, account);
}

bool serves(const route& to, const message& item, const rules::outcome& found) {
    if (names(found.sinks, to.sink)) return true;
    return !to.only_when_routed && takes(to, item.account);
}

journal::enqueue told(const route& to, journal::sequence about, std::string conversation) {
    journal::enqueue next;
    next.destination = "sink:" + to.sink;
    next.about = about;
    next.conversation = std::move(conversation);
    next.key = "notice/" + std::to_string(about);
    next.assumed = to.assumed;
    return next;
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

std::string case_lane(std::string_view case_id) {
    return std::string(journal::case_lanes) + std::string(case_id);
}

bool goes_to(const policy& rules, const std::string& sink) {
    const auto found = std::ranges::find(rules.routes, sink, &route::sink);
    return found != rules.routes.end() && found->cases_only;
}

std::vector<journal::enqueue> route_message(const policy& rules, journal::sequence about,
                                            const message& item, const rules::outcome& found,
                                            std::string_view case_id) {
    std::vector<journal::enqueue> out;
    if (!found.ignored_by.empty()) return out;
    for (const route& to : rules.routes) {
        if (!serves(to, item, found) || (to.cases_only && case_id.empty())) continue;
        journal::enqueue& next = out.emplace_back();
        next.destination = "sink:" + to.sink;
        next.about = about;
        next.conversation = to.cases_only ? case_lane(case_id) : conversation_of(item);
        next.priority = lane_of(found.urgent);
        next.key = name_of(item);
        next.assumed = to.assumed;
    }
    return out;
}

bool may_act_for(const policy& rules, const std::string& origin, const std::string& account) {
    const auto from = std::ranges::find(rules.routes, origin, &route::sink);
    if (from == rules.routes.end() || takes(*from, account)) return true;
    const auto by_rule = rules.known.rules.sinks();
    return std::ranges::find(by_rule, origin, &rules::outside_name::name) != by_rule.end();
}

bool is_heard(const policy& rules, const std::string& account) {
    return std::ranges::any_of(rules.routes, [&](const route& to) {
        return to.cases_only && may_act_for(rules, to.sink, account);
    });
}

std::vector<journal::enqueue> tell_of_answer(const policy& rules, journal::sequence about,
                                             const cases::reply_note& answer, audience whom) {
    std::vector<journal::enqueue> out;
    const std::string lane = answer.case_id.empty()
                                 ? std::string(journal::answer_lanes) + answer.origin
                                 : case_lane(answer.case_id);
    for (const route& to : rules.routes) {
        const bool wrote = to.sink == answer.origin;
        const bool listens = whom == audience::everybody && !to.only_when_routed &&
                             takes(to, answer.account) &&
                             !(to.cases_only && answer.case_id.empty());
        if (to.informs && (wrote || listens)) out.push_back(told(to, about, lane));
    }
    return out;
}

std::vector<journal::enqueue> tell_of_gap(const policy& rules, journal::sequence about,
                                          const gap_found& found) {
    std::vector<journal::enqueue> out;
    for (const route& to : rules.routes)
        if (to.informs && takes(to, found.account))
            out.push_back(told(to, about, "gap/" + found.platform + "/" + found.account));
    return out;
}

}  // namespace earshot::desk
