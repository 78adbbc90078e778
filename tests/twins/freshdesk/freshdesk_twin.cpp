#include "twins/freshdesk/freshdesk_twin.hpp"

#include <algorithm>

#include "earshot/signature.hpp"

namespace earshot::twins::freshdesk {

namespace {

constexpr int api_user = 700;
constexpr int agent = 701;
constexpr int first_contact = 1000;
constexpr int source_reply = 0;
constexpr int source_note = 2;
constexpr int most_attempts = 3;
constexpr std::size_t longest_search = 512;
constexpr std::string_view api = "/api/v2";
constexpr std::string_view ticket_members[] = {"subject",       "description", "unique_external_id",
                                               "name",          "email",       "requester_id",
                                               "status",        "priority",    "source",
                                               "custom_fields", "group_id",    "tags",
                                               "due_by",        "type",        "responder_id"};

answer invalid(const std::string& member, const char* code) {
    const json::array errors{
        json::object{{"field", member}, {"message", "It is not valid"}, {"code", code}}};
    return json_answer(400, {{"description", "Validation failed"}, {"errors", errors}});
}

answer not_found() {
    answer out;
    out.response.status = 404;
    return out;
}

// `cf_x:'value'`, in double quotes as a whole.
std::pair<std::string, std::string> term_of(std::string_view query) {
    const std::size_t colon = query.find(":'");
    if (colon == query.npos || !query.starts_with('"') || !query.ends_with("'\"")) return {};
    return {std::string(query.substr(1, colon - 1)),
            std::string(query.substr(colon + 2, query.size() - colon - 4))};
}

}  // namespace

answer freshdesk_twin::refused(int status, const std::string& why) const {
    return json_answer(status, {{"code", why}, {"message", why}});
}

answer freshdesk_twin::serve(const net::server_request& request, const json::object& asked) {
    if (header(request, "authorization") != "Basic " + to_base64(access_.token + ":X"))
        return refused(401, "invalid_credentials");
    if (!request.path.starts_with(api)) return not_found();
    const std::string path = request.path.substr(api.size());
    const parameters query = parameters::parse(request.query);
    if (path == "/agents/me")
        return json_answer(200, {{"id", api_user}, {"type", "support_agent"}});
    if (path == "/agents/701")
        return json_answer(200, {{"id", agent}, {"contact", {{"name", "Bob Berg"}}}});
    if (path == "/contacts") return contacts(request, query, asked);
    if (path == "/search/tickets")
        return overlooks(request) ? json_answer(200, {{"results", json::array()}}) : search(query);
    if (path == "/tickets") return request.method == "POST" ? create(asked) : changed(query);
    return path.starts_with("/tickets/") ? in_tickets(request, query, asked) : not_found();
}

answer freshdesk_twin::in_tickets(const net::server_request& request, const parameters& query,
                                  const json::object& asked) {
    const auto parts = split(std::string_view(request.path).substr(api.size()), '/');
    const int id = number(parts[1]);
    if (!tickets_.contains(id) || deleted_.contains(id)) return not_found();
    const std::string what = parts.size() > 2 ? parts[2] : "";
    if (what == "notes" && request.method == "POST") return add_note(id, asked);
    if (what == "conversations") {
        json::array all;
        for (json::object& one : entries_of(id)) all.push_back(std::move(one));
        return one_page(all, query, 300);
    }
    if (!what.empty()) return not_found();
    return request.method == "PUT" ? change(id, asked) : json_answer(200, tickets_.at(id));
}

// --- the API ------------------------------------------------------------------------------------

int freshdesk_twin::contact(const std::string& external_id) {
    const int fresh = first_contact + static_cast<int>(contacts_.size());
    return contacts_.emplace(external_id, fresh).first->second;
}

answer freshdesk_twin::contacts(const net::server_request& request, const parameters& query,
                                const json::object& asked) {
    if (request.method == "POST") {
        const std::string wanted = text_of(asked, "unique_external_id");
        if (text_of(asked, "name").empty()) return invalid("name", "missing_field");
        if (contacts_.contains(wanted)) return refused(409, "duplicate_value");
        return json_answer(201, {{"id", contact(wanted)}, {"unique_external_id", wanted}});
    }
    json::array found;
    if (const auto held = contacts_.find(query.get("unique_external_id")); held != contacts_.end())
        found.push_back({{"id", held->second}, {"unique_external_id", held->first}});
    return json_answer(200, found);
}

std::string freshdesk_twin::what_is_wrong(const json::object& asked) const {
    for (const auto& [name, value] : asked)
        if (std::ranges::find(ticket_members, std::string_view(name)) == std::end(ticket_members))
            return name;
    for (const auto& [name, value] : object_of(asked, "custom_fields"))
        if (!options_.fields.contains(std::string_view(name))) return name;
    return {};
}

// The description is the ticket's own, no entry of its conversation.
answer freshdesk_twin::create(const json::object& asked) {
    if (const std::string wrong = what_is_wrong(asked); !wrong.empty())
        return invalid(wrong, "invalid_field");
    for (const char* needed : {"subject", "description", "status", "priority"})
        if (!asked.contains(needed)) return invalid(needed, "missing_field");
    const std::string who = text_of(asked, "unique_external_id");
    const int by_number = number_of(asked, "requester_id");
    if (who.empty() && by_number == 0) return invalid("requester_id", "missing_field");
    json::object& made = add_ticket();
    for (const auto& [name, value] : asked) made[name] = value;
    made["requester_id"] = by_number != 0 ? by_number : contact(who);
    made["responder_id"] = nullptr;
    made["stats"] = json::object{{"closed_at", nullptr}, {"reopened_at", nullptr}};
    answer out = json_answer(201, made);
    out.response.headers.emplace_back("location",
                                      "/api/v2/tickets/" + std::to_string(number_of(made, "id")));
    return out;
}

answer freshdesk_twin::change(int ticket, const json::object& asked) {
    if (const std::string wrong = what_is_wrong(asked); !wrong.empty())
        return invalid(wrong, "invalid_field");
    json::object& held = tickets_.at(ticket);
    for (const auto& [name, value] : asked) set(held, name, value);
    return json_answer(200, held);
}

void freshdesk_twin::set(json::object& held, std::string_view name, const json::value& value) {
    held["updated_at"] = now();
    if (held[name] == value) return;
    held[name] = value;
    if (name != "status") return;
    json::object stats = object_of(held, "stats");
    stats["status_updated_at"] = now();
    stats[state_of(held) == "closed" ? "closed_at" : "reopened_at"] = now();
    held["stats"] = std::move(stats);
}

answer freshdesk_twin::add_note(int ticket, const json::object& asked) {
    if (text_of(asked, "body").empty()) return invalid("body", "missing_field");
    const int user = number_of(asked, "user_id");
    const bool stranger = user >= first_contact + static_cast<int>(contacts_.size());
    if (stranger) return invalid("user_id", "invalid_value");
    json::object entry{{"body", asked.at("body")},
                       {"incoming", flag_of(asked, "incoming")},
                       {"private", flag_of(asked, "private", true)},
                       {"source", source_note}};
    enter(ticket, std::move(entry), user != 0 ? user : api_user);
    return json_answer(201, entries_.back());
}

int freshdesk_twin::enter(int ticket, json::object entry, int by) {
    json::object& made = add_entry(ticket, std::move(entry));
    made["user_id"] = by;
    made["body_text"] = made.at("body");
    made["attachments"] = json::array();
    tickets_.at(ticket)["updated_at"] = now();
    return number_of(made, "id");
}

answer freshdesk_twin::search(const parameters& query) const {
    const std::string wanted = query.get("query");
    const auto [name, value] = term_of(wanted);
    if (name.empty() || wanted.size() > longest_search) return invalid("query", "invalid_value");
    if (!options_.fields.contains(name)) return invalid(name, "invalid_field");
    const std::string known = format_rfc3339(clock_.now() - options_.search_lag);
    json::array found;
    for (const auto& [id, ticket] : tickets_)
        if (!deleted_.contains(id) && text_of(object_of(ticket, "custom_fields"), name) == value &&
            text_of(ticket, "created_at") <= known)
            found.emplace_back(ticket);
    const std::size_t total = found.size();
    return json_answer(200, {{"total", total}, {"results", std::move(found)}});
}

// Newest first unless asked otherwise; of the last thirty days unless asked otherwise.
answer freshdesk_twin::changed(const parameters& query) const {
    const std::string floor =
        query.get("updated_since", format_rfc3339(clock_.now() - std::chrono::days{30}));
    const std::string order = query.get("order_by", "created_at");
    std::map<std::pair<std::string, int>, const json::object*> found;
    for (const auto& [id, ticket] : tickets_)
        if (!deleted_.contains(id) && text_of(ticket, "updated_at") >= floor)
            found[{text_of(ticket, order), id}] = &ticket;
    json::array all;
    for (const auto& [place, ticket] : found) {
        json::object& shown = all.emplace_back(*ticket).get_object();
        if (query.get("include") != "stats") shown.erase("stats");
    }
    if (query.get("order_type", "desc") == "desc") std::ranges::reverse(all);
    return one_page(all, query, 300);
}

answer freshdesk_twin::one_page(const json::array& all, const parameters& query,
                                int most_pages) const {
    const int size = query.has("per_page") ? number(query.get("per_page")) : 30;
    const int page = std::max(number(query.get("page")), 1);
    if (size < 1 || size > 100) return invalid("per_page", "invalid_value");
    if (page > most_pages) return invalid("page", "invalid_value");
    json::array listed;
    const int skip = size * (page - 1);
    for (int i = skip; i < skip + size && i < static_cast<int>(all.size()); ++i)
        listed.push_back(all[static_cast<std::size_t>(i)]);
    answer out = json_answer(200, listed);
    if (skip + size < static_cast<int>(all.size()))
        out.response.headers.emplace_back("link",
                                          "<page=" + std::to_string(page + 1) + ">; rel=\"next\"");
    return out;
}

// --- people -------------------------------------------------------------------------------------

int freshdesk_twin::agent_enters(int ticket, const std::string& body, bool hidden, int source) {
    const json::object entry{
        {"body", body}, {"incoming", false}, {"private", hidden}, {"source", source}};
    const int made = enter(ticket, entry, agent);
    automate(ticket);
    return made;
}

int freshdesk_twin::write(int ticket, const std::string& body, bool hidden) {
    return agent_enters(ticket, body, hidden, source_note);
}

int freshdesk_twin::agent_replies(int ticket, const std::string& body) {
    return agent_enters(ticket, body, false, source_reply);
}

void freshdesk_twin::agent_sets(int ticket, const std::string& name, const json::value& value) {
    set(tickets_.at(ticket), name, value);
    automate(ticket);
}

void freshdesk_twin::agent_takes(int ticket) { agent_sets(ticket, "responder_id", agent); }

// The old one is closed with a note; what was said in it stays there. That no more happens is a
// guess.
void freshdesk_twin::agent_merges(int from, int into) {
    write(from, "This ticket is closed and merged into ticket " + std::to_string(into), true);
    write(into, "Ticket " + std::to_string(from) + " is merged into this", true);
    agent_closes(from);
}

json::object freshdesk_twin::shown(const json::object& entry) const {
    const int by = number_of(entry, "user_id");
    const bool customer = flag_of(entry, "incoming");
    return {{"body", text_of(entry, "body")},
            {"public", !flag_of(entry, "private")},
            {"from", customer         ? "customer"
                     : by == api_user ? "earshot"
                                      : "agent"}};
}

std::string freshdesk_twin::state_of(const json::object& ticket) const {
    constexpr const char* names[] = {"", "", "open", "pending", "resolved", "closed"};
    return names[std::clamp(number_of(ticket, "status"), 0, 5)];
}

// --- webhooks -----------------------------------------------------------------------------------

void freshdesk_twin::automate(int ticket) { call({{"ticket_id", std::to_string(ticket)}}); }

http_request freshdesk_twin::prove(http_request call, std::int64_t,
                                   const std::string& secret) const {
    return std::move(call.header("x-earshot-secret", secret));
}

bool freshdesk_twin::calls_again(int attempts, int) const { return attempts < most_attempts; }

}  // namespace earshot::twins::freshdesk
