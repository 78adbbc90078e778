#include "twins/desk_twin.hpp"

#include <algorithm>

namespace earshot::twins {

namespace {

constexpr std::string_view hook_path = "webhook";

}  // namespace

answer desk_twin::refused(int status, const std::string& why) const {
    return json_answer(status, {{"error", why}});
}

answer desk_twin::resume(std::int64_t, const std::optional<http_response>&) {
    return refused(500, "nothing was asked first");
}

answer desk_twin::handle(const net::server_request& request) {
    if (request.path == "/twin/faults") return administer(broken_, request);
    json::error_code problem;
    const json::value body =
        request.body.empty() ? json::value(json::object()) : json::parse(request.body, problem);
    if (problem || !body.is_object()) return refused(400, "the body is not a JSON object");
    if (request.path.starts_with("/twin/")) return act(request, body.get_object());
    const auto planted =
        broken_.strike(request.method, request.path, {"http_*", "hang", "drop", "garbage"});
    if (planted)
        if (const auto out = refuse(*planted)) return *out;
    answer out = serve(request, body.get_object());
    const auto after =
        broken_.strike(request.method, request.path, {"delay", "lost_answer", "false_500"});
    if (after && after->kind == "false_500") return refused(500, "planted, after the effect");
    if (after) spoil(*after, out);
    return out;
}

bool desk_twin::overlooks(const net::server_request& search) {
    return broken_.strike(search.method, search.path, {"overlooked"}).has_value();
}

// --- people -------------------------------------------------------------------------------------

answer desk_twin::act(const net::server_request& request, const json::object& asked) {
    if (request.path == "/twin/tickets") return list();
    const int ticket = number_of(asked, "ticket");
    if (!tickets_.contains(ticket)) return refused(404, "there is no such ticket");
    if (request.path == "/twin/agent")
        agent_writes(ticket, text_of(asked, "body"));
    else if (request.path == "/twin/note")
        agent_notes(ticket, text_of(asked, "body"));
    else if (request.path == "/twin/close")
        agent_closes(ticket);
    else
        return refused(404, "there is no " + request.path);
    return list();
}

answer desk_twin::list() const {
    json::array all;
    for (const auto& [id, ticket] : tickets_) {
        json::array entries;
        for (const json::object& one : entries_of(id)) entries.push_back(shown(one));
        all.push_back({{"id", id},
                       {"state", state_of(ticket)},
                       {"description", text_of(ticket, "description")},
                       {"entries", std::move(entries)}});
    }
    return json_answer(200, {{"tickets", std::move(all)}});
}

// --- what is kept -------------------------------------------------------------------------------

json::object& desk_twin::add_ticket() {
    const int id = static_cast<int>(tickets_.size()) + 1;
    json::object& made = tickets_[id];
    made["id"] = id;
    made["created_at"] = made["updated_at"] = now();
    return made;
}

json::object& desk_twin::add_entry(int ticket, json::object entry) {
    json::object& made = entries_.emplace_back(std::move(entry));
    made["id"] = static_cast<int>(entries_.size()) + 100;
    made["ticket_id"] = ticket;
    made["created_at"] = now();
    return made;
}

std::vector<json::object> desk_twin::entries_of(int ticket) const {
    std::vector<json::object> found;
    for (const json::object& one : entries_)
        if (number_of(one, "ticket_id") == ticket) found.push_back(one);
    return found;
}

// --- webhook calls ------------------------------------------------------------------------------

duration desk_twin::pause_after(int attempts) const { return attempts * std::chrono::seconds{10}; }

void desk_twin::call(const json::object& body) {
    if (access_.hooks_to.empty()) return;
    calls_[++call_ids_] = {json::serialize(body), 0, clock_.now()};
}

bool desk_twin::strikes(std::string_view kind) {
    return broken_.strike("POST", hook_path, {kind}).has_value();
}

outgoing desk_twin::made(std::int64_t id, const webhook_call& one) {
    http_request request("POST", access_.hooks_to);
    request.content("application/json", one.body);
    const std::string secret = strikes("forged") ? "guessed" : access_.webhook_secret;
    return {id, prove(std::move(request), id, secret)};
}

std::vector<outgoing> desk_twin::take_outgoing() {
    std::vector<outgoing> due;
    for (auto& [id, one] : calls_) {
        if (one.due > clock_.now()) continue;
        one.due = clock_.now() + pause_after(++one.attempts);
        due.push_back(made(id, one));
        if (strikes("duplicate")) due.push_back(due.back());
    }
    if (due.size() > 1 && strikes("reordered")) std::ranges::reverse(due);
    return due;
}

void desk_twin::delivered(std::int64_t id, int status) {
    const auto found = calls_.find(id);
    if (found == calls_.end()) return;
    const bool done = status >= 200 && status < 300;
    if (done || !calls_again(found->second.attempts, status)) calls_.erase(found);
}

}  // namespace earshot::twins
