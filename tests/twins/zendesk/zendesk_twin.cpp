#include "twins/zendesk/zendesk_twin.hpp"

#include <algorithm>
#include <map>

#include "earshot/signature.hpp"

namespace earshot::twins::zendesk {

namespace {

constexpr int api_user = 900;
constexpr int agent = 901;
constexpr int first_customer = 1000;
constexpr int most_attempts = 3;
constexpr int most_found = 1000;  // by a search
constexpr std::string_view api = "/api/v2";

json::object invalid(const std::string& member, const std::string& why) {
    json::object details;
    details[member] = json::array{json::object{{"description", why}, {"error", "Invalid"}}};
    return {{"error", "RecordInvalid"},
            {"description", "Record validation errors"},
            {"details", std::move(details)}};
}

bool is_staff(int user) { return user < first_customer; }

answer one(std::string_view name, json::object what, int status = 200) {
    json::object body;
    body[name] = std::move(what);
    return json_answer(status, body);
}

}  // namespace

answer zendesk_twin::refused(int status, const std::string& why) const {
    if (status == 404)
        return json_answer(404, {{"error", "RecordNotFound"}, {"description", "Not found"}});
    return json_answer(status, {{"error", why}, {"description", why}});
}

bool zendesk_twin::known(const net::server_request& request) const {
    const std::string who = options_.email + "/token:" + access_.token;
    const std::string expected =
        options_.email.empty() ? "Bearer " + access_.token : "Basic " + to_base64(who);
    return header(request, "authorization") == expected;
}

answer zendesk_twin::serve(const net::server_request& request, const json::object& asked) {
    if (!known(request)) return refused(401, "Couldn't authenticate you");
    if (!request.path.starts_with(api)) return refused(404, "");
    std::string path = request.path.substr(api.size());
    if (path.ends_with(".json")) path.resize(path.size() - 5);
    const parameters query = parameters::parse(request.query);
    const bool post = request.method == "POST";
    if (path == "/users/me") return one("user", {{"id", api_user}, {"role", "admin"}});
    if (path == "/users/create_or_update" && post) return save_user(object_of(asked, "user"));
    if (path == "/tickets" && post) return create(request, object_of(asked, "ticket"));
    if (path == "/tickets")
        return with_external_id(overlooks(request) ? "" : query.get("external_id"));
    if (path == "/tickets/show_many") return with_numbers(split(query.get("ids"), ','));
    if (path == "/search") return search(query);
    if (path == "/incremental/ticket_events") return events_.since(query, clock_.now());
    const auto parts = split(path, '/');
    const int id = parts.size() > 1 && parts[0] == "tickets" ? number(parts[1]) : 0;
    if (!tickets_.contains(id) || deleted_.contains(id)) return refused(404, "");
    if (parts.size() == 3 && parts[2] == "comments") return comments_in(id, query);
    if (parts.size() > 2) return refused(404, "");
    if (request.method == "PUT") return change(id, object_of(asked, "ticket"));
    return one("ticket", tickets_.at(id));
}

// --- the API ------------------------------------------------------------------------------------

int zendesk_twin::person(const json::object& described) {
    const int fresh = first_customer + static_cast<int>(users_.size());
    return users_.emplace(text_of(described, "external_id"), fresh).first->second;
}

answer zendesk_twin::save_user(const json::object& asked) {
    if (text_of(asked, "name").empty())
        return json_answer(422, invalid("name", "Name: is too short (minimum one character)"));
    json::object user = asked;
    user["id"] = person(asked);
    return one("user", std::move(user), 201);
}

// A key stands for what was asked with it the first time, for about two hours.
answer zendesk_twin::create(const net::server_request& request, const json::object& asked) {
    const std::string key(header(request, "idempotency-key"));
    if (key.size() > 255) return refused(400, "IdempotentRequestError");
    const auto kept = key.empty() ? keys_.end() : keys_.find(key);
    if (kept != keys_.end() && kept->second.first != request.body)
        return refused(400, "IdempotentRequestError");
    answer out =
        kept == keys_.end() ? open(asked) : one("ticket", tickets_.at(kept->second.second), 201);
    if (out.response.status != 201 || key.empty()) return out;
    if (kept == keys_.end()) keys_[key] = {request.body, static_cast<int>(tickets_.size())};
    out.response.headers.emplace_back("x-idempotency-lookup", kept == keys_.end() ? "miss" : "hit");
    return out;
}

answer zendesk_twin::open(const json::object& asked) {
    const json::object first = object_of(asked, "comment");
    if (text_of(first, "body").empty() && text_of(first, "html_body").empty())
        return json_answer(422, invalid("base", "Description: cannot be blank"));
    const int old = number_of(asked, "via_followup_source_id");
    if (old != 0 && (!tickets_.contains(old) || state_of(tickets_.at(old)) != "closed"))
        return json_answer(422, invalid("base", "Follow-up source: is not closed"));
    const json::object requester = object_of(asked, "requester");
    const int named = number_of(asked, "requester_id");
    json::object& made = add_ticket();
    const int id = number_of(made, "id");
    made["status"] = "new";
    made["requester_id"] = !requester.empty() ? person(requester) : named ? named : api_user;
    made["assignee_id"] = nullptr;
    if (old != 0) made["via"] = {{"channel", "api"}, {"source", {{"from", {{"ticket_id", old}}}}}};
    apply(id, asked, api_user);
    return one("ticket", tickets_.at(id), 201);
}

answer zendesk_twin::change(int ticket, const json::object& asked) {
    const json::object& held = tickets_.at(ticket);
    if (state_of(held) == "closed")
        return json_answer(422, invalid("status", "Status: closed prevents ticket update"));
    if (flag_of(asked, "safe_update") &&
        text_of(asked, "updated_stamp") != text_of(held, "updated_at"))
        return refused(409, "UpdateConflict");
    apply(ticket, asked, api_user);
    return one("ticket", held);
}

void zendesk_twin::apply(int ticket, const json::object& asked, int by) {
    json::object& held = tickets_.at(ticket);
    json::array children;
    held["updated_at"] = now();
    for (const char* name : {"subject", "external_id", "tags", "priority", "custom_fields"})
        if (asked.contains(name)) held[name] = asked.at(name);
    for (const char* name : {"status", "assignee_id"}) {
        if (!asked.contains(name) || held[name] == asked.at(name)) continue;
        json::object changed{{"event_type", "Change"}, {"previous_value", held[name]}};
        changed[name] = held[name] = asked.at(name);
        children.push_back(std::move(changed));
    }
    if (const json::object said = object_of(asked, "comment"); !said.empty()) {
        const json::object& made = comment(ticket, said, by);
        children.insert(children.begin(), made);
        tell(ticket, made);
    }
    events_.add(clock_.now(), ticket, by, std::move(children));
}

json::object& zendesk_twin::comment(int ticket, const json::object& said, int by) {
    const int author = number_of(said, "author_id");
    const std::string html = text_of(said, "html_body");
    const std::string body = html.empty() ? text_of(said, "body") : html;
    json::object& made = add_entry(ticket, {{"type", "Comment"}, {"event_type", "Comment"}});
    made["author_id"] = author != 0 ? author : by;
    made["body"] = made["plain_body"] = body;
    made["html_body"] = html.empty() ? "<div class=\"zd-comment\">" + body + "</div>" : html;
    made["public"] = flag_of(said, "public", true);
    made["attachments"] = json::array();
    made["via"] = {{"channel", by == api_user ? "api" : "web"}};
    return made;
}

answer zendesk_twin::with_external_id(const std::string& wanted) const {
    json::array found;
    for (const auto& [id, ticket] : tickets_)
        if (!deleted_.contains(id) && text_of(ticket, "external_id") == wanted)
            found.emplace_back(ticket);
    return json_answer(200, {{"tickets", std::move(found)}, {"next_page", nullptr}});
}

answer zendesk_twin::with_numbers(const std::vector<std::string>& wanted) const {
    json::array found;
    for (const std::string& one : wanted)
        if (const int id = number(one); tickets_.contains(id) && !deleted_.contains(id))
            found.emplace_back(tickets_.at(id));
    return json_answer(200, {{"tickets", std::move(found)}, {"next_page", nullptr}});
}

// Of the language of searches only `type:ticket updated>=TIME`, the oldest change first.
answer zendesk_twin::search(const parameters& query) const {
    const std::string wanted = query.get("query");
    const std::string_view words = "type:ticket updated>=";
    const auto since = parse_rfc3339(wanted.starts_with(words) ? wanted.substr(words.size()) : "");
    const int size = number(query.get("per_page"));
    const int page = number(query.get("page"));
    if (!since || size < 1 || page < 1 || page * size > most_found) return refused(422, "invalid");
    std::map<std::string, const json::object*> found;
    for (const auto& [id, ticket] : tickets_) {
        const timestamp updated = parse_rfc3339(text_of(ticket, "updated_at")).value_or(*since);
        if (deleted_.contains(id) || updated < *since) continue;
        if (updated > clock_.now() - options_.search_lag) continue;
        found.emplace(text_of(ticket, "updated_at") + "/" + std::to_string(id), &ticket);
    }
    json::array listed;
    int place = 0;
    for (const auto& [when, ticket] : found)
        if (++place > size * (page - 1) && place <= size * page) listed.emplace_back(*ticket);
    return json_answer(200, {{"results", std::move(listed)}, {"count", found.size()}});
}

answer zendesk_twin::comments_in(int ticket, const parameters& query) const {
    std::vector<json::object> all = entries_of(ticket);
    if (query.get("sort_order") == "desc" || query.get("sort") == "-created_at")
        std::ranges::reverse(all);
    const bool by_cursor = query.has("page[size]");
    const int asked = number(query.get(by_cursor ? "page[size]" : "per_page"));
    const int size = std::clamp(asked == 0 ? 100 : asked, 1, 100);
    const int skip = by_cursor ? number(query.get("page[after]"))
                               : size * (std::max(number(query.get("page")), 1) - 1);
    json::array listed;
    for (int i = skip; i < skip + size && i < static_cast<int>(all.size()); ++i)
        listed.emplace_back(all[static_cast<std::size_t>(i)]);
    const bool more = skip + size < static_cast<int>(all.size());
    json::object body{{"comments", std::move(listed)}};
    body["next_page"] = nullptr;
    if (more) body["next_page"] = "https://brand.zendesk.com/api/v2/the/next";
    body["meta"] = {{"has_more", more}, {"after_cursor", std::to_string(skip + size)}};
    if (query.get("include") == "users") body["users"] = people_in(body.at("comments").as_array());
    return json_answer(200, body);
}

json::array zendesk_twin::people_in(const json::array& comments) const {
    std::set<int> authors;
    for (const json::value& one : comments)
        authors.insert(number_of(one.get_object(), "author_id"));
    json::array people;
    for (const int id : authors)
        people.push_back({{"id", id},
                          {"name", is_staff(id) ? "Bob Berg" : "Ana Sommer"},
                          {"role", is_staff(id) ? "agent" : "end-user"}});
    return people;
}

// --- people -------------------------------------------------------------------------------------

int zendesk_twin::write(int ticket, const std::string& body, bool hidden) {
    apply(ticket, {{"comment", {{"body", body}, {"public", !hidden}}}}, agent);
    return number_of(entries_.back(), "id");
}

void zendesk_twin::agent_sets(int ticket, const std::string& name, const json::value& value) {
    json::object asked;
    asked[name] = value;
    apply(ticket, asked, agent);
}

void zendesk_twin::agent_takes(int ticket) { agent_sets(ticket, "assignee_id", agent); }

// The old one is closed for good; each says so in a note.
void zendesk_twin::agent_merges(int from, int into) {
    write(into, "Request #" + std::to_string(from) + " was closed and merged into this.", true);
    write(from, "This was closed and merged into request #" + std::to_string(into), true);
    agent_sets(from, "tags", json::array{"closed_by_merge"});
    ages(from);
}

json::object zendesk_twin::shown(const json::object& comment) const {
    const int author = number_of(comment, "author_id");
    return {{"body", text_of(comment, "body")},
            {"public", flag_of(comment, "public")},
            {"from", !is_staff(author)    ? "customer"
                     : author == api_user ? "earshot"
                                          : "agent"}};
}

std::string zendesk_twin::state_of(const json::object& ticket) const {
    return text_of(ticket, "status");
}

// --- webhooks -----------------------------------------------------------------------------------

// Every comment is an event; the trigger is for agents' public ones.
void zendesk_twin::tell(int ticket, const json::object& comment) {
    const json::object& held = tickets_.at(ticket);
    const int author = number_of(comment, "author_id");
    const std::string id = std::to_string(ticket);
    if (options_.by_trigger) {
        if (author != agent || !flag_of(comment, "public")) return;
        return call({{"ticket_id", id}, {"external_id", text_of(held, "external_id")}});
    }
    json::object said{{"id", std::to_string(number_of(comment, "id"))},
                      {"body", comment.at("body")},
                      {"is_public", comment.at("public")}};
    said["author"] = {
        {"id", std::to_string(author)}, {"is_staff", is_staff(author)}, {"name", "Bob Berg"}};
    json::object body{{"type", "zen:event-type:ticket.comment_added"},
                      {"id", "event-" + text_of(said, "id")},
                      {"time", now()},
                      {"zendesk_event_version", "2022-06-20"},
                      {"subject", "zen:ticket:" + id}};
    body["detail"] = {{"id", id},
                      {"external_id", text_of(held, "external_id")},
                      {"status", text_of(held, "status")},
                      {"actor_id", std::to_string(author)}};
    body["event"] = {{"comment", std::move(said)}};
    call(body);
}

http_request zendesk_twin::prove(http_request call, std::int64_t id,
                                 const std::string& secret) const {
    const std::string when = now();
    const std::string proof = to_base64(hmac(hash::sha256, secret, when + call.body));
    return std::move(call.header("x-zendesk-webhook-invocation-id", std::to_string(id))
                         .header("x-zendesk-webhook-signature-timestamp", when)
                         .header("x-zendesk-webhook-signature", proof));
}

bool zendesk_twin::calls_again(int attempts, int status) const {
    return attempts < most_attempts && (status == 409 || status == 429 || status == 503);
}

}  // namespace earshot::twins::zendesk
