#include "twins/zammad/zammad_twin.hpp"

#include <algorithm>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::zammad {

namespace {

constexpr int api_user = 3;
constexpr int agent = 5;
constexpr int most_attempts = 5;
constexpr std::string_view api = "/api/v1";

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

answer zammad_twin::serve(const net::server_request& request, const json::object& asked) {
    if (header(request, "authorization") != "Token token=" + access_.token)
        return refused(401, "Token authentication failed.");
    if (!request.path.starts_with(api)) return refused(404, "No route matches");
    const std::string_view path = std::string_view(request.path).substr(api.size());
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
    json::object& made = add_ticket();
    const int id = number_of(made, "id");
    made["state"] = "new";
    made["owner_id"] = 1;
    made["owner"] = "-";
    made["title"] = asked.at("title");
    made["article_count"] = 0;
    made["priority"] = asked.at("priority");
    for (const auto& [name, value] : asked)
        if (attributes_.contains(std::string_view(name))) made[name] = value;
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
    for (json::object& one : entries_of(ticket)) all.push_back(std::move(one));
    return json_answer(200, all);
}

json::object& zammad_twin::file(int ticket, const json::object& asked, int user, const char* name) {
    json::object& made = add_entry(ticket, asked);
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

json::object zammad_twin::shown(const json::object& entry) const {
    const bool ours = number_of(entry, "created_by_id") == api_user;
    const bool customer = text_of(entry, "sender") == "Customer";
    return {{"body", text_of(entry, "body")},
            {"public", !flag_of(entry, "internal")},
            {"from", customer ? "customer"
                     : ours   ? "earshot"
                              : "agent"}};
}

std::string zammad_twin::state_of(const json::object& ticket) const {
    return text_of(ticket, "state");
}

int zammad_twin::write(int ticket, const std::string& body, bool hidden) {
    const json::object asked{{"body", body},
                             {"type", "note"},
                             {"sender", "Agent"},
                             {"internal", hidden},
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
    for (json::object& one : entries_)
        if (number_of(one, "ticket_id") == from) one["ticket_id"] = into;
    tickets_.at(from)["state"] = "merged";
    merged_into_[from] = into;
    touch(from, agent);
    touch(into, agent);
}

// --- webhooks -----------------------------------------------------------------------------------

void zammad_twin::trigger(int ticket, const json::value& article) {
    json::object body;
    body["ticket"] = tickets_.at(ticket);
    body["article"] = article.is_null() ? json::value(json::object()) : article;
    call(body);
}

http_request zammad_twin::prove(http_request call, std::int64_t id,
                                const std::string& secret) const {
    const std::string proof = "sha1=" + to_hex(hmac(hash::sha1, secret, call.body));
    return std::move(
        call.header("x-zammad-delivery", std::to_string(id)).header("x-hub-signature", proof));
}

bool zammad_twin::calls_again(int attempts, int) const { return attempts < most_attempts; }

}  // namespace earshot::twins::zammad
