#include "freshdesk/conversation.hpp"

#include <algorithm>

#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::freshdesk {

namespace {

// Replies and public notes; not what was forwarded or written about a call.
bool speaks_to_customers(const std::string& source) { return source == "0" || source == "2"; }

bool over(const std::string& status) { return status == "4" || status == "5"; }

ticket_change change_of(const listed_ticket& ticket, const std::string& case_key, ticket_act act,
                        timestamp when) {
    ticket_change made;
    made.id =
        "ticket-" + ticket.id + "/" + std::string(to_string(act)) + "/" + format_rfc3339(when);
    made.case_key = case_key;
    made.what = act;
    made.at = when;
    return made;
}

}  // namespace

std::vector<answer_found> read_answers(const json::value& page, const std::string& case_key,
                                       const reading& with, const text& reader) {
    std::vector<answer_found> found;
    const json::array* entries = page.if_array();
    if (!entries) return found;
    for (const json::value& one : *entries) {
        const object_view entry(&one);
        const std::string agent = entry.text("user_id");
        // What does not say that it is public is not.
        const bool open = entry.has("private") && !entry.flag("private");
        const bool theirs = entry.has("incoming") && !entry.flag("incoming");
        if (!open || !theirs || !speaks_to_customers(entry.text("source"))) continue;
        if (agent.empty() || agent == with.own_agent) continue;
        if (entry.text("id").empty() || entry.time("created_at") < with.floor) continue;
        const std::string words =
            helpdesk::read_words(entry.text("body"), entry.text("body_text"), reader);
        if (helpdesk::is_ours(words)) continue;
        auto said = helpdesk::answer_to(case_key, "conversation-" + entry.text("id"), words);
        if (!said) continue;
        said->origin = with.origin;
        said->written = entry.time("created_at");
        found.push_back({std::move(*said), agent});
    }
    return found;
}

std::vector<listed_ticket> read_list(const json::value& body, const account& at) {
    std::vector<listed_ticket> found;
    const json::array* tickets = body.if_array();
    if (!tickets) return found;
    for (const json::value& one : *tickets) {
        const object_view ticket(&one);
        if (ticket.text("id").empty()) continue;
        const object_view stats = ticket.object("stats");
        listed_ticket read{ticket.text("id"),
                           ticket.object("custom_fields").text(at.case_field),
                           ticket.time("updated_at"),
                           {},
                           stats.time("reopened_at")};
        if (over(ticket.text("status")))
            read.closed = std::max(stats.time("resolved_at"), stats.time("closed_at"));
        found.push_back(std::move(read));
    }
    return found;
}

std::vector<ticket_change> changes_of(const listed_ticket& ticket, const std::string& case_key,
                                      timestamp floor) {
    std::vector<ticket_change> found;
    if (ticket.reopened != timestamp{} && ticket.reopened >= floor)
        found.push_back(change_of(ticket, case_key, ticket_act::reopened, ticket.reopened));
    if (ticket.closed != timestamp{} && ticket.closed >= floor)
        found.push_back(change_of(ticket, case_key, ticket_act::closed, ticket.closed));
    return found;
}

result<std::string> ticket_named(std::string_view body) {
    const auto parsed = parse(body);
    if (!parsed) return std::unexpected(parsed.error());
    std::string id = object_view(&*parsed).text("ticket_id");
    const bool number = !id.empty() && id.size() < 20 &&
                        std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
    if (!number)
        return fail(error_kind::invalid, "freshdesk.body",
                    "a webhook without ticket_id: see the automation's text in the plugin's page");
    return id;
}

}  // namespace earshot::freshdesk
