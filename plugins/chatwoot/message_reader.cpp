#include "chatwoot/message_reader.hpp"

#include "chatwoot/conversations.hpp"
#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/short_text.hpp"

namespace earshot::chatwoot {

namespace {

constexpr std::string_view resolved = "resolved";

// Webhooks name the type, lists number it.
bool outgoing(const object_view& message) {
    const std::string type = message.text("message_type");
    return type == "outgoing" || type == "1";
}

bool plain(const object_view& message) {
    const std::string type = message.text("content_type");
    return type.empty() || type == "text";
}

// Surveys and menus, and what bots and automations say, are no answers of a person.
bool is_answer(const object_view& message, const reading& with) {
    const object_view sender = message.object("sender");
    const bool agent = lower_ascii(sender.text("type")) == "user";
    const bool us = !with.own_user.empty() && sender.text("id") == with.own_user;
    return outgoing(message) && plain(message) && agent && !us && !is_ours(message) &&
           !message.flag("private", true) &&
           !message.object("content_attributes").flag("deleted", false);
}

timestamp changed_at(const object_view& conversation) {
    for (const char* name : {"updated_at", "last_activity_at", "timestamp"})
        if (const timestamp when = conversation.time(name); when != timestamp{}) return when;
    return {};
}

void add_change(batch& into, const reading& with, ticket_change change, const std::string& id,
                const std::string& mark) {
    change.id =
        std::string(to_string(change.what)) + "/" + id + "/" + mark + format_rfc3339(change.at);
    change.origin = with.origin;
    into.changes.push_back(std::move(change));
}

// `changed_attributes` is a list of objects with one member each.
object_view changed(const object_view& event, std::string_view attribute) {
    for (const json::value& one : event.list("changed_attributes"))
        if (const object_view found = object_view(&one).object(attribute)) return found;
    return nullptr;
}

// Releases that do not say what changed have only the present state.
void read_status(const object_view& event, ticket_change change, const std::string& id,
                 const reading& with, batch& into) {
    const std::string status = event.text("status");
    const object_view what = changed(event, "status");
    const bool was_resolved = !what || what.text("previous_value") == resolved;
    if (status == resolved) {
        change.what = ticket_act::closed;
    } else if (status == "open" && was_resolved) {
        change.what = ticket_act::reopened;
    } else {
        return;
    }
    add_change(into, with, std::move(change), id, "");
}

void read_assignee(const object_view& event, ticket_change change, const std::string& id,
                   const reading& with, batch& into) {
    if (!changed(event, "assignee_id")) return;
    const object_view assignee = event.object("meta").object("assignee");
    change.what = ticket_act::assigned;
    change.to = assignee.text("name");
    add_change(into, with, std::move(change), id, assignee.text("id") + "/");
}

bool of_our_inbox(const object_view& event, const reading& with) {
    const object_view inbox = event.object("inbox");
    const std::string id = inbox ? inbox.text("id") : event.text("inbox_id");
    return id.empty() || id == with.at.inbox;
}

ticket_change change_of(const object_view& conversation, const std::string& case_key) {
    ticket_change change;
    change.case_key = case_key;
    change.at = changed_at(conversation);
    return change;
}

}  // namespace

std::string answer_id(const answer_place& where) {
    return where.conversation + "/" + where.message;
}

answer_place place_of_answer(std::string_view id) {
    const auto number = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    };
    const std::size_t slash = id.find('/');
    if (slash == id.npos || !number(id.substr(0, slash)) || !number(id.substr(slash + 1)))
        return {};
    return {std::string(id.substr(0, slash)), std::string(id.substr(slash + 1))};
}

void read_message(const json::value& message, const std::string& conversation,
                  const std::string& case_key, const reading& with, batch& into) {
    const object_view from(&message);
    if (!is_answer(from, with)) return;
    const timestamp written = from.time("created_at");
    if (written < with.floor) return;
    const std::string id = from.text("id");
    std::string said{helpdesk::trimmed(from.text("content"))};
    if (id.empty()) {
        into.rejects.push_back({json::serialize(message), "id: it is missing", id});
        return;
    }
    auto made = helpdesk::answer_to(case_key, answer_id({conversation, id}), std::move(said));
    if (!made) return;
    made->origin = with.origin;
    made->written = written;
    made->author = from.object("sender").text("name");
    into.replies.push_back(std::move(*made));
}

void read_conversation(const object_view& conversation, const std::string& case_key,
                       const reading& with, batch& into) {
    ticket_change change = change_of(conversation, case_key);
    if (conversation.text("status") != resolved || change.at < with.floor) return;
    change.what = ticket_act::closed;
    add_change(into, with, std::move(change), conversation.text("id"), "");
}

result<batch> read_event(std::string_view body, const reading& with) {
    const auto parsed = parse(body);
    if (!parsed) return std::unexpected(parsed.error());
    const object_view event(&*parsed);
    const std::string name = event.text("event");
    if (name.empty())
        return fail(error_kind::invalid, "chatwoot.body", "a webhook that does not say its event");
    batch found;
    const bool said = name == "message_created";
    const object_view conversation = said ? event.object("conversation") : event;
    const std::string id = conversation.text("id");
    const std::string case_key = case_key_of(conversation, with.at);
    if (!of_our_inbox(event, with) || id.empty() || !helpdesk::names_a_case(case_key)) return found;
    if (said) read_message(*parsed, id, case_key, with, found);
    const ticket_change change = change_of(event, case_key);
    if (name == "conversation_status_changed") read_status(event, change, id, with, found);
    if (name == "conversation_updated") read_assignee(event, change, id, with, found);
    return found;
}

}  // namespace earshot::chatwoot
