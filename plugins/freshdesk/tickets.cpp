#include "freshdesk/tickets.hpp"

#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/short_text.hpp"
#include "earshot/signature.hpp"

namespace earshot::freshdesk {

namespace {

constexpr std::size_t longest_field = 255;
constexpr std::size_t longest_subject = 255;
constexpr int open_status = 2;
constexpr int source_portal = 2;

// 1 low, 2 medium, 3 high, 4 urgent.
int priority_of(urgency urgent) { return static_cast<int>(urgent) + 1; }

std::string name_of(const author& who) {
    if (!who.display_name.empty()) return who.display_name;
    return who.handle.empty() ? who.id : "@" + who.handle;
}

bool is_open(const std::string& status) { return status == std::to_string(open_status); }

}  // namespace

std::string key_in_field(std::string_view case_key) {
    const bool searchable = case_key.find_first_of("'\"\\") == case_key.npos;
    return helpdesk::field_key(case_key, searchable ? longest_field : 0);
}

tickets::tickets(host& services, const account& at, api& calls)
    : account_(at), api_(calls), log_(use<log>(services)) {}

helpdesk::ticket tickets::named(const std::string& id) const {
    return {id, account_.url + "/a/tickets/" + id};
}

task<result<std::optional<helpdesk::ticket>>> tickets::find(std::string case_key) {
    const std::string key = key_in_field(case_key);
    const std::string asked = "\"" + account_.case_field + ":'" + key + "'\"";
    const auto answer = co_await api_.get("/search/tickets?query=" + percent_encode(asked));
    if (!answer) co_return std::unexpected(answer.error());
    std::string oldest;
    for (const json::value& one : object_view(&*answer).list("results")) {
        const object_view ticket(&one);
        const std::string id = ticket.text("id");
        const bool ours = ticket.object("custom_fields").text(account_.case_field) == key;
        if (id.empty() || !ours || ticket.flag("deleted") || ticket.flag("spam")) continue;
        const bool older = id.size() != oldest.size() ? id.size() < oldest.size() : id < oldest;
        if (oldest.empty() || older) oldest = id;
    }
    if (oldest.empty()) co_return std::nullopt;
    co_return named(oldest);
}

// --- creating -----------------------------------------------------------------------------------

json::object tickets::new_ticket(const helpdesk::ticket_draft& draft) const {
    const author& who = draft.customer;
    json::object fields;
    fields[account_.case_field] = key_in_field(draft.case_key);
    if (!account_.language_field.empty()) fields[account_.language_field] = draft.language;
    if (!account_.class_field.empty()) fields[account_.class_field] = draft.message_class;
    json::array tags;
    for (const std::string& tag : account_.tags) tags.emplace_back(tag);
    if (!draft.language.empty()) tags.emplace_back(helpdesk::tag_of("language", draft.language));
    if (!draft.message_class.empty())
        tags.emplace_back(helpdesk::tag_of("class", draft.message_class));
    json::object made{{"subject", cut_to_bytes(draft.subject, longest_subject)},
                      {"description", helpdesk::as_html(draft.first.text, draft.first.key)},
                      {"status", open_status},
                      {"priority", priority_of(draft.urgent)},
                      {"source", source_portal}};
    made["unique_external_id"] =
        helpdesk::field_key(draft.platform + ":" + (who.id.empty() ? "earshot" : who.id));
    made["name"] = who.id.empty() ? "Earshot" : name_of(who);
    made["tags"] = std::move(tags);
    made["custom_fields"] = std::move(fields);
    if (account_.group != 0) made["group_id"] = account_.group;
    return made;
}

task<result<helpdesk::ticket>> tickets::create(helpdesk::ticket_draft draft) {
    const auto answer = co_await api_.send("POST", "/tickets", new_ticket(draft));
    if (!answer) co_return std::unexpected(answer.error());
    const object_view made(&*answer);
    const std::string id = made.text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "freshdesk.body",
                       "Freshdesk took a ticket and did not say its number");
    const object_view fields = made.object("custom_fields");
    if (fields && fields.text(account_.case_field) != key_in_field(draft.case_key))
        log_.write(log_level::error, "freshdesk.case_field_ignored",
                   {{"ticket", id}, {"field", account_.case_field}});
    co_return named(id);
}

// --- notes --------------------------------------------------------------------------------------

task<result<json::value>> tickets::look(helpdesk::ticket at) {
    auto answer = co_await api_.get("/tickets/" + at.id, request_target::one_thing);
    if (answer && object_view(&*answer).flag("deleted"))
        co_return fail(error_kind::gone, "freshdesk.not_found", "ticket " + at.id + " was deleted");
    co_return answer;
}

// The ticket is opened before the note, because a note that is there is not written again.
task<result<receipt>> tickets::add(helpdesk::ticket to, helpdesk::note entry) {
    const auto now = co_await look(to);
    if (!now) co_return std::unexpected(now.error());
    const object_view ticket(&*now);
    if (entry.wakes && !is_open(ticket.text("status"))) {
        json::object change;
        change["status"] = open_status;
        const auto opened = co_await api_.send("PUT", "/tickets/" + to.id, std::move(change),
                                               request_target::one_thing);
        if (!opened) co_return std::unexpected(opened.error());
    }
    const bool customers = entry.from == helpdesk::note_origin::customer;
    json::object body{{"body", helpdesk::as_html(entry.text, entry.key)},
                      {"private", entry.from == helpdesk::note_origin::earshot}};
    const std::string requester = ticket.text("requester_id");
    if (customers) body["incoming"] = true;
    if (customers && !requester.empty()) body["user_id"] = id_value(requester);
    const auto answer = co_await api_.send("POST", "/tickets/" + to.id + "/notes", std::move(body),
                                           request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    co_return receipt{object_view(&*answer).text("id"), to.url};
}

task<result<std::optional<receipt>>> tickets::find_note(helpdesk::ticket in, std::string key) {
    const std::string mark = helpdesk::mark_of(key);
    const auto now = co_await look(in);
    if (!now) co_return std::unexpected(now.error());
    const object_view ticket(&*now);
    if (ticket.text("description").contains(mark) || ticket.text("description_text").contains(mark))
        co_return receipt{in.id, in.url};
    for (int page = 1; page <= 100; ++page) {
        const auto answer = co_await api_.get(
            "/tickets/" + in.id + "/conversations?per_page=100" + "&page=" + std::to_string(page),
            request_target::one_thing);
        if (!answer) co_return std::unexpected(answer.error());
        const json::array* notes = answer->if_array();
        if (!notes || notes->empty()) break;
        for (const json::value& one : *notes)
            if (const object_view said(&one);
                said.text("body").contains(mark) || said.text("body_text").contains(mark))
                co_return receipt{said.text("id"), in.url};
        if (notes->size() < 30) break;
    }
    co_return std::nullopt;
}

}  // namespace earshot::freshdesk
