#include "twins/zammad/zammad_twin.hpp"

#include <algorithm>
#include <charconv>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::zammad {

namespace {

constexpr int api_user = 3;
constexpr int agent = 5;
constexpr int most_attempts = 5;
constexpr std::string_view api = "/api/v1";

answer refused(int status, const std::string& why) { return json_answer(status, {{"error", why}}); }

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string text_of(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains({name.data(), name.size()});
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

int number_of(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains({name.data(), name.size()});
    if (!found) return 0;
    return found->is_int64() ? static_cast<int>(found->get_int64()) : number(text_of(from, name));
}

// `{"ticket.NAME": {"operator", "value"}}`, all of them.
bool fits(const json::object& ticket, const json::object& condition) {
    return std::ranges::all_of(condition, [&](const auto& one) {
        const std::string_view name(one.key().data(), one.key().size());
        const json::object& rule = one.value().get_object();
        const std::string held = text_of(ticket, name.substr(name.find('.') + 1));
        const std::string wanted = text_of(rule, "value");
        if (text_of(rule, "operator") == "is") return held == wanted;
        return held > wanted;  // `after (absolute)`, of times in the same form
    });
}

}  // namespace

std::string zammad_twin::now() const { return format_rfc3339(clock_.now()); }

answer zammad_twin::handle(const net::server_request& request) {
    if (request.path == "/twin/faults") return administer(broken_, request);
    json::error_code problem;
    const json::value body =
        request.body.empty() ? json::value(json::object()) : json::parse(request.body, problem);
    if (problem || !body.is_object()) return refused(400, "the body is not a JSON object");
    if (request.path.starts_with("/twin/")) return act(request, body);
    const auto planted =
        broken_.strike(request.method, request.path, {"http_*", "hang", "drop", "garbage"});
    if (planted)
        if (const auto out = refuse(*planted)) return *out;
    if (header(request, "authorization") != "Token token=" + options_.token)
        return refused(401, "Token authentication failed.");
    answer out = serve(request, body);
    if (const auto what = broken_.strike(request.method, request.path, {"delay", "lost_answer"}))
        spoil(*what, out);
    return out;
}

answer zammad_twin::serve(const net::server_request& request, const json::value& body) {
    const std::string_view path = std::string_view(request.path).substr(api.size());
    const json::object& asked = body.get_object();
    const bool post = request.method == "POST";
    if (path == "/users/me") return json_answer(200, {{"id", api_user}, {"login", "earshot"}});
    if (path == "/tickets" && post) return create(asked);
    if (path == "/tickets/search") return search(asked);
    if (path == "/links")
        return links_of(number(parameters::parse(request.query).get("link_object_value")));
    if (path == "/ticket_articles" && post) {
        const int ticket = number_of(asked, "ticket_id");
        if (!tickets_.contains(ticket)) return refused(422, "No such ticket");
        return json_answer(201, file(ticket, asked, api_user, "Earshot"));
    }
    const int id = number(path.substr(path.rfind('/') + 1));
    if (!tickets_.contains(id)) return refused(404, "Couldn't find Ticket");
    if (path.starts_with("/ticket_articles/by_ticket/")) return articles_in(id);
    if (request.method == "PUT") return change(id, asked);
    return json_answer(200, tickets_.at(id));
}

// --- the API ------------------------------------------------------------------------------------

answer zammad_twin::create(const json::object& asked) {
    if (text_of(asked, "group") != "Social")
        return refused(422, "No lookup value found for 'group'");
    if (!asked.contains("customer") || !asked.contains("article"))
        return refused(422, "Missing required value for field 'customer' or 'article'");
    const int id = static_cast<int>(tickets_.size()) + 1;
    json::object& made = tickets_[id];
    made = {{"id", id},
            {"state", "new"},
            {"owner_id", 1},
            {"owner", "-"},
            {"created_at", now()},
            {"title", asked.at("title")},
            {"article_count", 0},
            {"priority", asked.at("priority")}};
    for (const auto& [name, value] : asked)
        if (options_.attributes.contains(std::string_view(name))) made[name] = value;
    made["customer"] = asked.at("customer").at("login");
    made["tags"] = asked.at("tags");
    file(id, asked.at("article").get_object(), api_user, "Earshot");
    return json_answer(201, made);
}

answer zammad_twin::change(int ticket, const json::object& asked) {
    json::object& held = tickets_.at(ticket);
    if (const std::string state = text_of(asked, "state"); !state.empty()) held["state"] = state;
    touch(ticket, api_user);
    return json_answer(200, held);
}

answer zammad_twin::search(const json::object& asked) const {
    std::vector<const json::object*> found;
    for (const auto& [id, ticket] : tickets_)
        if (fits(ticket, asked.at("condition").get_object())) found.push_back(&ticket);
    if (text_of(asked, "order_by") == "desc")
        std::ranges::sort(found, [](const auto* left, const auto* right) {
            return text_of(*left, "updated_at") > text_of(*right, "updated_at");
        });
    const int size = std::max(number_of(asked, "per_page"), number_of(asked, "limit"));
    const int skip = size * (std::max(number_of(asked, "page"), 1) - 1);
    json::array listed;
    for (int i = skip; i < skip + size && i < static_cast<int>(found.size()); ++i)
        listed.emplace_back(*found[static_cast<std::size_t>(i)]);
    return json_answer(200, listed);
}

answer zammad_twin::links_of(int ticket) const {
    json::array links;
    const auto link = [&](const char* type, int other) {
        links.push_back(
            {{"link_type", type}, {"link_object", "Ticket"}, {"link_object_value", other}});
    };
    for (const auto& [from, into] : merged_into_) {
        if (from == ticket) link("parent", into);
        if (into == ticket) link("child", from);
    }
    json::object body;
    body["links"] = std::move(links);
    return json_answer(200, body);
}

answer zammad_twin::articles_in(int ticket) const {
    json::array all;
    for (json::object& one : articles_of(ticket)) all.push_back(std::move(one));
    return json_answer(200, all);
}

std::vector<json::object> zammad_twin::articles_of(int ticket) const {
    std::vector<json::object> found;
    for (const json::object& one : articles_)
        if (number_of(one, "ticket_id") == ticket) found.push_back(one);
    return found;
}

json::object& zammad_twin::file(int ticket, const json::object& asked, int user, const char* name) {
    json::object& made = articles_.emplace_back(asked);
    made["id"] = static_cast<int>(articles_.size()) + 100;
    made["ticket_id"] = ticket;
    made["created_at"] = now();
    made["created_by_id"] = user;
    made["from"] = name;
    touch(ticket, user);
    json::object& held = tickets_.at(ticket);
    held["article_count"] = number_of(held, "article_count") + 1;
    if (!asked.contains("subject")) trigger(ticket, made);
    return made;
}

void zammad_twin::touch(int ticket, int user) {
    json::object& held = tickets_.at(ticket);
    held["updated_at"] = now();
    held["updated_by_id"] = user;
}

// --- people -------------------------------------------------------------------------------------

answer zammad_twin::act(const net::server_request& request, const json::value& body) {
    const json::object& asked = body.get_object();
    if (request.path == "/twin/tickets") {
        json::array all;
        for (const auto& [id, ticket] : tickets_) {
            json::object shown = ticket;
            json::array& articles = shown["articles"].emplace_array();
            for (json::object& one : articles_of(id)) articles.push_back(std::move(one));
            all.push_back(std::move(shown));
        }
        return json_answer(200, all);
    }
    const int ticket = number_of(asked, "ticket");
    if (!tickets_.contains(ticket)) return refused(404, "there is no such ticket");
    if (request.path == "/twin/agent")
        agent_writes(ticket, text_of(asked, "body"), asked.contains("internal"));
    else if (request.path == "/twin/close")
        agent_closes(ticket);
    else
        return refused(404, "there is no " + request.path);
    return json_answer(200, tickets_.at(ticket));
}

int zammad_twin::agent_writes(int ticket, const std::string& body, bool internal) {
    const json::object asked{{"body", body},
                             {"type", "note"},
                             {"sender", "Agent"},
                             {"internal", internal},
                             {"content_type", "text/html"}};
    return number_of(file(ticket, asked, agent, "Bob Berg"), "id");
}

void zammad_twin::agent_closes(int ticket) {
    json::object& held = tickets_.at(ticket);
    held["state"] = "closed";
    held["close_at"] = held["last_close_at"] = now();
    touch(ticket, agent);
    trigger(ticket, nullptr);
}

// The articles move; the old ticket stays, as a name.
void zammad_twin::agent_merges(int from, int into) {
    for (json::object& one : articles_)
        if (number_of(one, "ticket_id") == from) one["ticket_id"] = into;
    tickets_.at(from)["state"] = "merged";
    merged_into_[from] = into;
    touch(from, agent);
    touch(into, agent);
}

// --- webhooks -----------------------------------------------------------------------------------

void zammad_twin::trigger(int ticket, const json::value& article) {
    if (options_.hooks_to.empty()) return;
    json::object body;
    body["ticket"] = tickets_.at(ticket);
    body["article"] = article.is_null() ? json::value(json::object()) : article;
    deliveries_[++delivery_ids_] = {json::serialize(body), 0, clock_.now()};
}

std::vector<outgoing> zammad_twin::take_outgoing() {
    std::vector<outgoing> due;
    for (auto& [id, one] : deliveries_) {
        if (one.due > clock_.now()) continue;
        // After the n-th attempt it waits n times ten seconds.
        one.due = clock_.now() + ++one.attempts * std::chrono::seconds{10};
        http_request request("POST", options_.hooks_to);
        request.header("x-zammad-delivery", std::to_string(id))
            .header("x-hub-signature",
                    "sha1=" + to_hex(hmac(hash::sha1, options_.webhook_secret, one.body)))
            .content("application/json", one.body);
        due.push_back({id, std::move(request)});
    }
    return due;
}

void zammad_twin::delivered(std::int64_t id, int status) {
    const auto found = deliveries_.find(id);
    if (found == deliveries_.end()) return;
    if ((status >= 200 && status < 300) || found->second.attempts >= most_attempts)
        deliveries_.erase(found);
}

answer zammad_twin::resume(std::int64_t, const std::optional<http_response>&) {
    return refused(500, "nothing was asked first");
}

}  // namespace earshot::twins::zammad
