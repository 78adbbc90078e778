#include "redmine/issues.hpp"

#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/short_text.hpp"
#include "redmine/issue_list.hpp"

namespace earshot::redmine {

namespace {

constexpr std::size_t longest_subject = 255;  // code points

json::object field_value(json::value id, const std::string& value) {
    return {{"id", std::move(id)}, {"value", value}};
}

error not_a_filter(const site& at) {
    return {error_kind::scope_missing, "redmine.case_field",
            "Redmine cannot look issues up by the custom field '" + at.case_field +
                "': let it be used as a filter, for all trackers and projects in use, and be "
                "visible to Earshot's user"};
}

}  // namespace

issues::issues(host& services, const site& at, server& api)
    : site_(at), server_(api), log_(use<log>(services)) {}

helpdesk::ticket issues::named(const std::string& id) const {
    return {id, site_.url + "/issues/" + id};
}

task<result<std::optional<helpdesk::ticket>>> issues::find(std::string case_key) {
    const auto field = co_await server_.case_field();
    if (!field) co_return std::unexpected(field.error());
    if (!*field) co_return std::nullopt;
    const auto answer = co_await server_.get(issues_of_case(**field, case_key));
    if (!answer) co_return std::unexpected(answer.error());
    const auto listed = read_list(*answer, site_);
    for (const listed_issue& one : listed)
        if (one.case_key == case_key) co_return named(one.id);
    // Some databases take `a` for `A`; a list of issues that have no such key was not filtered.
    for (const listed_issue& one : listed)
        if (one.case_key.size() != case_key.size()) co_return std::unexpected(not_a_filter(site_));
    co_return std::nullopt;
}

// --- creating -----------------------------------------------------------------------------------

json::object issues::new_issue(const helpdesk::ticket_draft& draft,
                               const std::optional<std::string>& field) const {
    json::array fields;
    if (field) fields.push_back(field_value(id_value(*field), draft.case_key));
    if (site_.language_field != 0 && !draft.language.empty())
        fields.push_back(field_value(site_.language_field, draft.language));
    if (site_.class_field != 0 && !draft.message_class.empty())
        fields.push_back(field_value(site_.class_field, draft.message_class));
    json::object made{
        {"project_id", site_.project},
        {"subject", cut_to_characters(draft.subject, longest_subject)},
        {"description", marked(draft.first.text, draft.first.key, site_.verbatim)},
    };
    made["custom_fields"] = std::move(fields);
    if (site_.tracker != 0) made["tracker_id"] = site_.tracker;
    const std::int64_t priority = site_.priorities[static_cast<std::size_t>(draft.urgent)];
    if (priority != 0) made["priority_id"] = priority;
    return made;
}

// Of the very first issue, which had to be there before the field's number could be known.
task<result<void>> issues::enter_key(std::string id, std::string field, std::string case_key) {
    json::object change;
    change["custom_fields"] = json::array{field_value(id_value(field), case_key)};
    json::object body;
    body["issue"] = std::move(change);
    const auto answer = co_await server_.send("PUT", "/issues/" + id + ".json", std::move(body),
                                              request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    co_return result<void>();
}

task<result<helpdesk::ticket>> issues::create(helpdesk::ticket_draft draft) {
    const auto field = co_await server_.case_field();
    if (!field) co_return std::unexpected(field.error());
    json::object body;
    body["issue"] = new_issue(draft, *field);
    const auto answer = co_await server_.send("POST", "/issues.json", std::move(body));
    if (!answer) co_return std::unexpected(answer.error());
    const object_view made = object_view(&*answer).object("issue");
    const std::string id = made.text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "redmine.body",
                       "Redmine took an issue and did not say its number");
    bool kept = case_key_of(made, site_) == draft.case_key;
    const auto learned = *field ? std::nullopt : server_.learn_case_field(made);
    if (learned) {
        const auto entered = co_await enter_key(id, *learned, draft.case_key);
        kept = entered.has_value();
    }
    // The tracker may not have the field; Redmine then drops the value without a word.
    if (!kept)
        log_.write(log_level::error, "redmine.case_field_ignored",
                   {{"issue", id}, {"field", site_.case_field}});
    co_return named(id);
}

// --- notes --------------------------------------------------------------------------------------

task<result<issues::seen>> issues::look(helpdesk::ticket in, std::string mark) {
    const auto answer = co_await server_.get("/issues/" + in.id + ".json?include=journals",
                                             request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const auto closed = co_await server_.closed();
    if (!closed) co_return std::unexpected(closed.error());
    const object_view issue = object_view(&*answer).object("issue");
    seen now;
    now.status = issue.object("status").text("id");
    now.closed = closed->contains(now.status);
    if (bears(issue.text("description"), mark)) now.entry = receipt{in.id, in.url};
    for (const json::value& one : issue.list("journals"))
        if (const object_view journal(&one); bears(journal.text("notes"), mark))
            now.entry = receipt{journal.text("id"), in.url + "#change-" + journal.text("id")};
    co_return now;
}

task<result<json::object>> issues::update(helpdesk::ticket to, const helpdesk::note& entry) {
    json::object change{
        {"notes", marked(entry.text, entry.key, site_.verbatim)},
        {"private_notes", entry.from == helpdesk::note_origin::earshot},
    };
    if (!entry.wakes) co_return change;
    const auto now = co_await look(to, helpdesk::mark_of(entry.key));
    if (!now) co_return std::unexpected(now.error());
    if (!now->closed) co_return change;
    const auto open = co_await server_.open_status();
    if (!open) co_return std::unexpected(open.error());
    change["status_id"] = id_value(*open);
    co_return change;
}

task<result<receipt>> issues::add(helpdesk::ticket to, helpdesk::note entry) {
    const auto change = co_await update(to, entry);
    if (!change) co_return std::unexpected(change.error());
    json::object body;
    body["issue"] = *change;
    const auto answer = co_await server_.send("PUT", "/issues/" + to.id + ".json", std::move(body),
                                              request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    // Redmine says nothing of what it wrote, and drops what our role may not change.
    const auto now = co_await look(to, helpdesk::mark_of(entry.key));
    if (!now) co_return std::unexpected(now.error());
    if (entry.wakes && now->closed)
        log_.write(log_level::warning, "redmine.not_reopened", {{"issue", to.id}});
    if (!now->entry)
        co_return fail(error_kind::permanent, "redmine.note_missing",
                       "Redmine took a note for issue " + to.id + " and does not show it");
    co_return *now->entry;
}

task<result<std::optional<receipt>>> issues::find_note(helpdesk::ticket in, std::string key) {
    auto now = co_await look(in, helpdesk::mark_of(key));
    if (!now) co_return std::unexpected(now.error());
    co_return std::move(now->entry);
}

}  // namespace earshot::redmine
