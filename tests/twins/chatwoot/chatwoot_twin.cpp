#include "twins/chatwoot/chatwoot_twin.hpp"

#include <algorithm>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::chatwoot {

namespace {

constexpr int inbox = 7;
constexpr int api_user = 3;
constexpr std::size_t message_page = 20;
constexpr int conversation_page = 25;
constexpr std::string_view api = "/api/v1/accounts/1";

std::int64_t seconds(timestamp when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

json::object us() { return {{"id", api_user}, {"name", "Earshot"}, {"type", "user"}}; }

answer payload(json::array items) {
    json::object body;
    body["payload"] = std::move(items);
    return json_answer(200, body);
}

}  // namespace

answer chatwoot_twin::serve(const net::server_request& request, const json::object& asked) {
    if (request.path == "/public/api/v1/inboxes/" + options_.inbox_identifier + "/contacts")
        return add_contact(asked);
    if (header(request, "api_access_token") != access_.token)
        return refused(401, "Invalid Access Token");
    if (request.path == "/api/v1/profile") return json_answer(200, us());
    if (!request.path.starts_with(api)) return refused(404, "Resource could not be found");
    const std::string_view path = std::string_view(request.path).substr(api.size());
    const bool post = request.method == "POST";
    if (path == "/inboxes/7")
        return json_answer(200, {{"id", 7}, {"channel_type", "Channel::Api"}});
    if (path == "/conversations" && post) return create(asked);
    if (path == "/conversations/filter") return filter(asked);
    if (path == "/conversations") return list(number(parameters::parse(request.query).get("page")));
    const auto parts = split(path, '/');
    const int id = parts.size() > 1 ? number(parts[1]) : 0;
    if (!tickets_.contains(id)) return refused(404, "Resource could not be found");
    return in_conversation(request, id, path.substr(path.find(parts[1]) + parts[1].size()), asked);
}

answer chatwoot_twin::in_conversation(const net::server_request& request, int id,
                                      std::string_view what, const json::object& asked) {
    const bool post = request.method == "POST";
    if (what.empty()) return json_answer(200, tickets_.at(id));
    if (what == "/messages" && post) return json_answer(200, file(id, asked, us()));
    if (what == "/messages")
        return list_messages(id, number(parameters::parse(request.query).get("before")));
    if (what.starts_with("/messages/") && request.method == "PATCH")
        return mark(number(what.substr(what.rfind('/') + 1)), asked);
    if (what == "/toggle_status") set_status(id, "open");
    if (what == "/labels") tickets_.at(id)["labels"] = asked.at("labels");
    if (what == "/toggle_priority") tickets_.at(id)["priority"] = asked.at("priority");
    return json_answer(200, json::object());
}

// --- the API ------------------------------------------------------------------------------------

answer chatwoot_twin::add_contact(const json::object& asked) {
    const std::string identifier = text_of(asked, "identifier");
    auto found = std::ranges::find(contacts_, identifier);
    if (found == contacts_.end()) found = contacts_.insert(found, identifier);
    return json_answer(
        200, {{"source_id", "source of " + identifier}, {"id", found - contacts_.begin() + 1}});
}

answer chatwoot_twin::create(const json::object& asked) {
    if (!text_of(asked, "source_id").starts_with("source of ")) return refused(404, "No contact");
    json::object& made = add_ticket();
    const int id = number_of(made, "id");
    made["created_at"] = made["updated_at"] = seconds(clock_.now());
    made["inbox_id"] = inbox;
    made["status"] = "open";
    made["custom_attributes"] = asked.at("custom_attributes");
    file(id, asked.at("message").get_object(), us());
    return json_answer(200, made);
}

// One rule, of a custom attribute.
answer chatwoot_twin::filter(const json::object& asked) const {
    const json::object& rule = asked.at("payload").at(0).as_object();
    const std::string name = text_of(rule, "attribute_key");
    json::array found;
    for (const auto& [id, one] : tickets_)
        if (text_of(one.at("custom_attributes").get_object(), name) ==
            rule.at("values").at(0).as_string().c_str())
            found.emplace_back(one);
    return payload(std::move(found));
}

answer chatwoot_twin::list(int page) const {
    std::vector<const json::object*> all;
    for (const auto& [id, one] : tickets_) all.push_back(&one);
    std::ranges::sort(all, [](const auto* left, const auto* right) {
        return number_of(*left, "last_activity_at") > number_of(*right, "last_activity_at");
    });
    json::array listed;
    const int skip = conversation_page * (std::max(page, 1) - 1);
    for (int i = skip; i < skip + conversation_page && i < static_cast<int>(all.size()); ++i)
        listed.emplace_back(*all[static_cast<std::size_t>(i)]);
    json::object body;
    body["data"].emplace_object()["payload"] = std::move(listed);
    return json_answer(200, body);
}

answer chatwoot_twin::list_messages(int conversation, int before) const {
    std::vector<json::object> all = entries_of(conversation);
    if (before > 0)
        std::erase_if(all, [&](const auto& one) { return number_of(one, "id") >= before; });
    const std::size_t skip = all.size() > message_page ? all.size() - message_page : 0;
    json::array listed;
    for (std::size_t i = skip; i < all.size(); ++i) {
        json::object& one = listed.emplace_back(all[i]).get_object();
        one["message_type"] = text_of(one, "message_type") == "incoming" ? 0 : 1;
    }
    return payload(std::move(listed));
}

answer chatwoot_twin::mark(int message, const json::object& asked) {
    if (!options_.takes_status) return refused(404, "Resource could not be found");
    for (json::object& one : entries_)
        if (number_of(one, "id") == message) one["status"] = asked.at("status");
    return json_answer(200, json::object());
}

json::object& chatwoot_twin::file(int conversation, const json::object& asked, json::value sender) {
    json::object& made = add_entry(conversation, asked);
    if (!options_.keeps_attributes) made.erase("content_attributes");
    made["conversation_id"] = conversation;
    made["created_at"] = seconds(clock_.now());
    made["content_type"] = "text";
    made["status"] = "sent";
    made["sender"] = std::move(sender);
    json::object& held = tickets_.at(conversation);
    held["last_activity_at"] = seconds(clock_.now());
    held["last_non_activity_message"] = json::object{{"id", made["id"]}};
    json::object event = made;
    event["event"] = "message_created";
    event["inbox"] = json::object{{"id", inbox}};
    event["conversation"] = held;
    call(event);
    return made;
}

// --- people and webhooks ------------------------------------------------------------------------

int chatwoot_twin::write(int conversation, const std::string& content, bool hidden) {
    const json::object asked{
        {"content", content}, {"message_type", "outgoing"}, {"private", hidden}};
    const json::object bob{{"id", 4}, {"name", "Bob"}, {"type", "user"}};
    return number_of(file(conversation, asked, bob), "id");
}

json::object chatwoot_twin::shown(const json::object& message) const {
    const bool incoming = text_of(message, "message_type") == "incoming";
    const bool ours = number_of(object_of(message, "sender"), "id") == api_user;
    return {{"body", text_of(message, "content")},
            {"public", !flag_of(message, "private")},
            {"from", incoming ? "customer"
                     : ours   ? "earshot"
                              : "agent"}};
}

std::string chatwoot_twin::state_of(const json::object& conversation) const {
    return text_of(conversation, "status");
}

void chatwoot_twin::set_status(int conversation, const char* status) {
    json::object& held = tickets_.at(conversation);
    held["status"] = status;
    held["updated_at"] = seconds(clock_.now());
    held["last_activity_at"] = seconds(clock_.now());
    json::object event = held;
    event["event"] = "conversation_status_changed";
    call(event);
}

http_request chatwoot_twin::prove(http_request call, std::int64_t,
                                  const std::string& secret) const {
    const std::string when = std::to_string(seconds(clock_.now()));
    const std::string proof = to_hex(hmac(hash::sha256, secret, when + "." + call.body));
    return std::move(call.header("x-chatwoot-timestamp", when)
                         .header("x-chatwoot-signature", "sha256=" + proof));
}

}  // namespace earshot::twins::chatwoot
