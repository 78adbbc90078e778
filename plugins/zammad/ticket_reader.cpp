#include "zammad/ticket_reader.hpp"

#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "zammad/tickets.hpp"

namespace earshot::zammad {

namespace {

constexpr std::string_view nobody = "1";  // the number of the owner of what nobody owns

std::string full_name(const object_view& person) {
    const std::string first = person.text("firstname");
    const std::string last = person.text("lastname");
    return first.empty() || last.empty() ? first + last : first + " " + last;
}

// A poll gives a login, a webhook the person.
std::string person(const object_view& from, std::string_view member) {
    const object_view whole = from.object(member);
    if (!whole) return from.text(member);
    const std::string name = full_name(whole);
    return name.empty() ? whole.text("login") : name;
}

std::string number_of(const object_view& from, const std::string& member) {
    const std::string plain = from.text(member + "_id");
    return plain.empty() ? from.object(member).text("id") : plain;
}

std::string author_of(const object_view& article) {
    const std::string from = article.text("from");
    const bool name = !from.empty() && from.find_first_of("<@") == from.npos;
    return name ? from : person(article, "created_by");
}

bool by_us(const object_view& item, const std::string& member, const reading& with) {
    return !with.own_user.empty() && number_of(item, member) == with.own_user;
}

bool is_answer(const object_view& article, const reading& with) {
    return article.text("sender") == "Agent" && !article.flag("internal", true) &&
           with.at.is_answer(article.text("type")) && !is_ours(article.text("message_id")) &&
           !by_us(article, "created_by", with);
}

std::string words_of(const object_view& article, const text& words) {
    std::string body = article.text("body");
    if (article.text("content_type").starts_with("text/plain")) return body;
    return words.html_to_text(body);
}

void add_change(batch& into, const reading& with, ticket_change change, const std::string& ticket,
                const std::string& mark) {
    change.id = std::string(to_string(change.what)) + "/" + ticket + "/" + mark;
    change.origin = with.origin;
    into.changes.push_back(std::move(change));
}

// Newer releases remember each closing, older ones the first.
timestamp closed_at(const object_view& ticket) {
    const timestamp last = ticket.time("last_close_at");
    return last == timestamp{} ? ticket.time("close_at") : last;
}

}  // namespace

void read_article(const json::value& article, const std::string& case_key, const reading& with,
                  batch& into) {
    const object_view from(&article);
    if (!is_answer(from, with)) return;
    const timestamp written = from.time("created_at");
    if (written < with.floor) return;
    const std::string id = from.text("id");
    std::string said{helpdesk::trimmed(words_of(from, with.words))};
    if (id.empty()) {
        into.rejects.push_back({json::serialize(article), "article.id: it is missing", id});
        return;
    }
    auto made = helpdesk::answer_to(case_key, "article/" + id, std::move(said));
    if (!made) return;
    made->origin = with.origin;
    made->written = written;
    made->author = author_of(from);
    into.replies.push_back(std::move(*made));
}

void read_changes(const object_view& ticket, const std::string& case_key, const reading& with,
                  batch& into) {
    const std::string id = ticket.text("id");
    const std::string state = ticket.text("state");
    const timestamp updated = ticket.time("updated_at");
    if (id.empty() || state == merged_state || updated < with.floor) return;
    const timestamp closed = closed_at(ticket);
    const bool is_closed = with.at.is_closed(state);
    ticket_change change;
    change.case_key = case_key;
    change.by = person(ticket, "updated_by");
    change.at = updated;
    // What we opened because the customer wrote is no news to anybody.
    if (closed != timestamp{} && (is_closed || !by_us(ticket, "updated_by", with))) {
        change.what = is_closed ? ticket_act::closed : ticket_act::reopened;
        if (is_closed) change.at = closed;
        add_change(into, with, change, id, format_rfc3339(closed));
    }
    const timestamp owned = ticket.time("last_owner_update_at");
    if (owned == timestamp{} || owned < with.floor) return;
    const std::string owner = number_of(ticket, "owner");
    change.what = ticket_act::assigned;
    change.at = owned;
    if (owner != nobody) change.to = person(ticket, "owner");
    add_change(into, with, change, id, owner + "/" + format_rfc3339(owned));
}

result<batch> read_event(std::string_view body, const reading& with) {
    const auto parsed = parse(body);
    if (!parsed) return std::unexpected(parsed.error());
    const object_view event(&*parsed);
    const object_view ticket = event.object("ticket");
    if (!ticket)
        return fail(error_kind::invalid, "zammad.body",
                    "a webhook without a ticket; does the trigger send a payload of its own?");
    batch found;
    const std::string case_key = case_key_of(ticket, with.at);
    if (!helpdesk::names_a_case(case_key)) return found;
    if (const json::value* article = parsed->get_object().if_contains("article"))
        read_article(*article, case_key, with, found);
    read_changes(ticket, case_key, with, found);
    return found;
}

}  // namespace earshot::zammad
