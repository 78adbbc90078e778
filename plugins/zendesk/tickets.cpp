#include "zendesk/tickets.hpp"

#include <algorithm>
#include <span>

#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/signature.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::size_t longest_external_id = 255;
constexpr std::size_t most_at_once = 100;  // of show_many

std::string key_in(std::string_view case_key) {
    return helpdesk::field_key(case_key, longest_external_id);
}

// Zendesk knows four priorities, as Earshot does.
const char* priority_of(urgency urgent) {
    switch (urgent) {
        case urgency::low: return "low";
        case urgency::normal: return "normal";
        case urgency::high: return "high";
        case urgency::now: break;
    }
    return "urgent";
}

// The comment's own number, where the audit tells it.
receipt receipt_of(const json::value& answer, const helpdesk::ticket& in) {
    const object_view audit = object_view(&answer).object("audit");
    for (const json::value& one : audit.list("events"))
        if (const object_view event(&one); event.text("type") == "Comment")
            return {event.text("id"), in.url};
    return {audit.text("id").empty() ? in.id : audit.text("id"), in.url};
}

bool may_be_reopened(const std::string& status) {
    return status == "solved" || status == "pending" || status == "hold";
}

error closed(const helpdesk::ticket& which) {
    return {error_kind::gone, "zendesk.closed",
            "ticket " + which.id + " is closed for good; a follow-up ticket takes its place"};
}

}  // namespace

tickets::tickets(const account& at, api& calls) : account_(at), api_(calls) {}

helpdesk::ticket tickets::named(const std::string& id) const {
    return {id, account_.url + "/agent/tickets/" + id};
}

// --- finding ------------------------------------------------------------------------------------

task<result<tickets::known_tickets>> tickets::known(std::string case_key) {
    const std::string key = key_in(case_key);
    const auto answer = co_await api_.get("/tickets.json?external_id=" + percent_encode(key));
    if (!answer) co_return std::unexpected(answer.error());
    known_tickets found;
    const auto older = [](const std::string& a, const std::string& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    for (const json::value& one : object_view(&*answer).list("tickets")) {
        const object_view ticket(&one);
        const std::string id = ticket.text("id");
        const std::string status = ticket.text("status");
        if (ticket.text("external_id") != key || id.empty() || status == "deleted") continue;
        if (status == "closed")
            found.closed = older(found.closed, id) ? id : found.closed;
        else if (found.open.empty() || older(id, found.open))
            found.open = id;
    }
    co_return found;
}

task<result<std::optional<helpdesk::ticket>>> tickets::find(std::string case_key) {
    const auto found = co_await known(std::move(case_key));
    if (!found) co_return std::unexpected(found.error());
    if (found->open.empty()) co_return std::nullopt;
    co_return named(found->open);
}

task<result<std::map<std::string, std::string>>> tickets::cases_of(std::vector<std::string> ids) {
    std::map<std::string, std::string> found;
    for (std::size_t at = 0; at < ids.size(); at += most_at_once) {
        std::string some;
        for (const std::string& id :
             std::span(ids).subspan(at, std::min(most_at_once, ids.size() - at)))
            some += (some.empty() ? "" : ",") + id;
        const auto answer =
            co_await api_.get("/tickets/show_many.json?ids=" + some, request_target::one_thing);
        if (!answer && answer.error().kind == error_kind::gone) continue;
        if (!answer) co_return std::unexpected(answer.error());
        for (const json::value& one : object_view(&*answer).list("tickets"))
            if (const object_view ticket(&one); helpdesk::names_a_case(ticket.text("external_id")))
                found.emplace(ticket.text("id"), ticket.text("external_id"));
    }
    co_return found;
}

task<result<tickets::state>> tickets::look(helpdesk::ticket at) {
    const auto answer = co_await api_.get("/tickets/" + at.id + ".json", request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const object_view ticket = object_view(&*answer).object("ticket");
    if (ticket.text("status") == "deleted")
        co_return fail(error_kind::gone, "zendesk.not_found", "ticket " + at.id + " was deleted");
    const std::string key = ticket.text("external_id");
    state now{ticket.text("status"), ticket.text("updated_at"), {}};
    if (const auto place = place_named(key)) now.platform = place->platform;
    co_return now;
}

// --- creating -----------------------------------------------------------------------------------

void tickets::describe(const helpdesk::ticket_draft& draft, json::object& into) const {
    json::array tags;
    for (const std::string& tag : account_.tags) tags.emplace_back(tag);
    if (!draft.language.empty()) tags.emplace_back(helpdesk::tag_of("language", draft.language));
    if (!draft.message_class.empty())
        tags.emplace_back(helpdesk::tag_of("class", draft.message_class));
    json::array fields;
    const auto field = [&](std::int64_t id, const std::string& value) {
        if (id != 0 && !value.empty()) fields.push_back(json::object{{"id", id}, {"value", value}});
    };
    field(account_.language_field, draft.language);
    field(account_.class_field, draft.message_class);
    into["tags"] = std::move(tags);
    if (!fields.empty()) into["custom_fields"] = std::move(fields);
    if (account_.priority) into["priority"] = priority_of(draft.urgent);
    if (account_.brand != 0) into["brand_id"] = account_.brand;
    if (account_.group != 0) into["group_id"] = account_.group;
    if (account_.form != 0) into["ticket_form_id"] = account_.form;
}

task<result<json::object>> tickets::comment_of(std::string platform, const helpdesk::note& entry) {
    json::object made{{"html_body", helpdesk::as_html(entry.text, entry.key)},
                      {"public", entry.from != helpdesk::note_origin::earshot}};
    const bool customers = entry.from == helpdesk::note_origin::customer && account_.users;
    if (!customers || entry.by.id.empty() || platform.empty()) co_return made;
    const auto user = co_await api_.end_user(std::move(platform), entry.by);
    if (!user) co_return std::unexpected(user.error());
    made["author_id"] = id_value(*user);
    co_return made;
}

task<result<helpdesk::ticket>> tickets::create(helpdesk::ticket_draft draft) {
    const auto before = co_await known(draft.case_key);
    if (!before) co_return std::unexpected(before.error());
    auto comment = co_await comment_of(draft.platform, draft.first);
    if (!comment) co_return std::unexpected(comment.error());
    json::object made{{"subject", draft.subject}, {"external_id", key_in(draft.case_key)}};
    if (const json::value* user = comment->if_contains("author_id")) made["requester_id"] = *user;
    made["comment"] = std::move(*comment);
    describe(draft, made);
    if (!before->closed.empty()) made["via_followup_source_id"] = id_value(before->closed);
    json::object body;
    body["ticket"] = std::move(made);
    const std::string once = to_hex(digest(hash::sha256, draft.case_key + "\n" + draft.first.key));
    const auto answer =
        co_await api_.send("POST", "/tickets.json", std::move(body), request_target::fixed, once);
    if (!answer) co_return std::unexpected(answer.error());
    const std::string id = object_view(&*answer).object("ticket").text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "zendesk.body",
                       "Zendesk took a ticket and did not say its number");
    co_return named(id);
}

// --- comments -----------------------------------------------------------------------------------

task<result<receipt>> tickets::add(helpdesk::ticket to, helpdesk::note entry) {
    const auto now = co_await look(to);
    if (!now) co_return std::unexpected(now.error());
    if (now->status == "closed") co_return std::unexpected(closed(to));
    auto comment = co_await comment_of(now->platform, entry);
    if (!comment) co_return std::unexpected(comment.error());
    json::object change;
    change["comment"] = std::move(*comment);
    if (entry.wakes && may_be_reopened(now->status)) {
        // Only if nobody changed it since we looked.
        change["status"] = "open";
        change["safe_update"] = true;
        change["updated_stamp"] = now->updated;
    }
    json::object body;
    body["ticket"] = std::move(change);
    const auto answer = co_await api_.send("PUT", "/tickets/" + to.id + ".json", std::move(body),
                                           request_target::one_thing);
    if (answer) co_return receipt_of(*answer, to);
    if (answer.error().kind != error_kind::invalid) co_return std::unexpected(answer.error());
    // It may have been closed in the meantime, which Zendesk does not tell by a code.
    const auto then = co_await look(to);
    if (then && then->status == "closed") co_return std::unexpected(closed(to));
    co_return std::unexpected(answer.error());
}

task<result<std::optional<receipt>>> tickets::find_note(helpdesk::ticket in, std::string key) {
    const std::string mark = helpdesk::mark_of(key);
    for (int page = 1; page <= 50; ++page) {
        const auto answer =
            co_await api_.get("/tickets/" + in.id + "/comments.json?sort_order=desc&per_page=100" +
                                  "&page=" + std::to_string(page),
                              request_target::one_thing);
        if (!answer) co_return std::unexpected(answer.error());
        const json::array& comments = object_view(&*answer).list("comments");
        for (const json::value& one : comments)
            if (const object_view said(&one); said.text("html_body").contains(mark) ||
                                              said.text("plain_body").contains(mark) ||
                                              said.text("body").contains(mark))
                co_return receipt{said.text("id"), in.url};
        if (comments.size() < 100) break;
    }
    co_return std::nullopt;
}

}  // namespace earshot::zendesk
