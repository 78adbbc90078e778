#include "zendesk/webhook_event.hpp"

#include <algorithm>

#include "earshot/helpdesk/comment_text.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::string_view comment_added = "zen:event-type:ticket.comment_added";

bool is_number(std::string_view text) {
    return !text.empty() && text.size() < 20 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `zen:ticket:123`, or the plain number.
std::string ticket_of(const object_view& event) {
    std::string id = event.object("detail").text("id");
    const std::string subject = event.text("subject");
    if (id.empty()) id = subject.substr(subject.rfind(':') + 1);
    return is_number(id) ? id : std::string();
}

// Everything must be said that decides whether the customer may read it.
bool complete(const object_view& comment, const std::string& case_key) {
    const object_view author = comment.object("author");
    return names_a_case(case_key) && is_number(comment.text("id")) && comment.has("is_public") &&
           author.has("is_staff") && !author.text("id").empty() &&
           helpdesk::surely_plain(comment.text("body"));
}

comment comment_in(const object_view& from, timestamp when) {
    const object_view author = from.object("author");
    comment said;
    said.id = from.text("id");
    said.words = from.text("body");
    std::erase(said.words, '\r');
    said.open = from.flag("is_public");
    said.by = {author.text("id"), author.text("name"), author.flag("is_staff")};
    said.created = when;
    return said;
}

}  // namespace

result<told> read_event(std::string_view body, const reading& with) {
    const auto parsed = parse(body);
    if (!parsed) return std::unexpected(parsed.error());
    const object_view event(&*parsed);
    if (!event)
        return fail(error_kind::invalid, "zendesk.body", "a webhook that is no JSON object");
    told made;
    if (event.text("type").empty()) {
        made.look_at = is_number(event.text("ticket_id")) ? event.text("ticket_id") : "";
        if (made.look_at.empty())
            return fail(error_kind::invalid, "zendesk.body",
                        "a webhook with neither type nor ticket_id: see the trigger's text in the "
                        "plugin's page");
        return made;
    }
    if (event.text("type") != comment_added) return made;
    const object_view said = event.object("event").object("comment");
    const std::string case_key = event.object("detail").text("external_id");
    if (!complete(said, case_key)) {
        made.look_at = ticket_of(event);
        return made;
    }
    read_answer(comment_in(said, event.time("time")), case_key, with, made.items);
    return made;
}

}  // namespace earshot::zendesk
