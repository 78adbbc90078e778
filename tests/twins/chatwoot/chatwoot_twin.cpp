#include "twins/chatwoot/chatwoot_twin.hpp"

#include <algorithm>
#include <charconv>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::chatwoot {

namespace {

constexpr int inbox = 7;
constexpr std::size_t message_page = 20;
constexpr int conversation_page = 25;
constexpr std::string_view api = "/api/v1/accounts/1";

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

std::int64_t number_of(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains({name.data(), name.size()});
    return found && found->is_int64() ? found->get_int64() : 0;
}

std::int64_t seconds(timestamp when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

answer payload(json::array items) {
    json::object body;
    body["payload"] = std::move(items);
    return json_answer(200, body);
}

}  // namespace

answer chatwoot_twin::handle(const net::server_request& request) {
    if (request.path == "/twin/faults") return administer(broken_, request);
    const auto planted =
        broken_.strike(request.method, request.path, {"http_*", "hang", "drop", "garbage"});
    if (planted)
        if (const auto out = refuse(*planted)) return *out;
    json::error_code problem;
    const json::value body =
        request.body.empty() ? json::value(json::object()) : json::parse(request.body, problem);
    if (problem || !body.is_object()) return refused(400, "the body is not a JSON object");
    answer out = serve(request, body.get_object());
    if (const auto what = broken_.strike(request.method, request.path, {"delay", "lost_answer"}))
        spoil(*what, out);
    return out;
}

answer chatwoot_twin::serve(const net::server_request& request, const json::object& asked) {
    if (request.path == "/public/api/v1/inboxes/" + options_.inbox_identifier + "/contacts")
        return add_contact(asked);
    if (header(request, "api_access_token") != options_.token)
        return refused(401, "Invalid Access Token");
    if (request.path == "/api/v1/profile")
        return json_answer(200, {{"id", 3}, {"name", "Earshot"}});
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
    if (!conversations_.contains(id)) return refused(404, "Resource could not be found");
    return in_conversation(request, id, path.substr(path.find(parts[1]) + parts[1].size()), asked);
}

answer chatwoot_twin::in_conversation(const net::server_request& request, int id,
                                      std::string_view what, const json::object& asked) {
    const bool post = request.method == "POST";
    if (what.empty()) return json_answer(200, conversations_.at(id));
    if (what == "/messages" && post)
        return json_answer(200,
                           file(id, asked, {{"id", 3}, {"name", "Earshot"}, {"type", "user"}}));
    if (what == "/messages")
        return list_messages(id, number(parameters::parse(request.query).get("before")));
    if (what.starts_with("/messages/") && request.method == "PATCH")
        return mark(number(what.substr(what.rfind('/') + 1)), asked);
    if (what == "/toggle_status") set_status(id, "open");
    if (what == "/labels") conversations_.at(id)["labels"] = asked.at("labels");
    if (what == "/toggle_priority") conversations_.at(id)["priority"] = asked.at("priority");
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
    const int id = static_cast<int>(conversations_.size()) + 1;
    json::object& made = conversations_[id];
    made = {{"id", id}, {"inbox_id", inbox}, {"status", "open"}};
    made["custom_attributes"] = asked.at("custom_attributes");
    file(id, asked.at("message").get_object(), {{"id", 3}, {"type", "user"}});
    return json_answer(200, made);
}

// One rule, of a custom attribute.
answer chatwoot_twin::filter(const json::object& asked) const {
    const json::object& rule = asked.at("payload").at(0).as_object();
    const std::string name = text_of(rule, "attribute_key");
    json::array found;
    for (const auto& [id, one] : conversations_)
        if (text_of(one.at("custom_attributes").get_object(), name) ==
            rule.at("values").at(0).as_string().c_str())
            found.emplace_back(one);
    return payload(std::move(found));
}

answer chatwoot_twin::list(int page) const {
    std::vector<const json::object*> all;
    for (const auto& [id, one] : conversations_) all.push_back(&one);
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

std::vector<json::object> chatwoot_twin::messages_of(int conversation) const {
    std::vector<json::object> found;
    for (const json::object& one : messages_)
        if (number_of(one, "conversation_id") == conversation) found.push_back(one);
    return found;
}

answer chatwoot_twin::list_messages(int conversation, int before) const {
    std::vector<json::object> all = messages_of(conversation);
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
    for (json::object& one : messages_)
        if (number_of(one, "id") == message) one["status"] = asked.at("status");
    return json_answer(200, json::object());
}

json::object& chatwoot_twin::file(int conversation, const json::object& asked, json::value sender) {
    json::object& made = messages_.emplace_back(asked);
    if (!options_.keeps_attributes) made.erase("content_attributes");
    made["id"] = static_cast<int>(messages_.size()) + 100;
    made["conversation_id"] = conversation;
    made["created_at"] = seconds(clock_.now());
    made["content_type"] = "text";
    made["status"] = "sent";
    made["sender"] = std::move(sender);
    json::object& held = conversations_.at(conversation);
    held["last_activity_at"] = seconds(clock_.now());
    held["last_non_activity_message"] = json::object{{"id", made["id"]}};
    json::object event = made;
    event["event"] = "message_created";
    event["inbox"] = json::object{{"id", inbox}};
    event["conversation"] = held;
    call_back(std::move(event));
    return made;
}

// --- people and webhooks ------------------------------------------------------------------------

int chatwoot_twin::agent_writes(int conversation, const std::string& content, bool hidden) {
    const json::object asked{
        {"content", content}, {"message_type", "outgoing"}, {"private", hidden}};
    const auto& made = file(conversation, asked, {{"id", 4}, {"name", "Bob"}, {"type", "user"}});
    return static_cast<int>(number_of(made, "id"));
}

void chatwoot_twin::agent_resolves(int conversation) { set_status(conversation, "resolved"); }

void chatwoot_twin::set_status(int conversation, const char* status) {
    json::object& held = conversations_.at(conversation);
    held["status"] = status;
    held["updated_at"] = seconds(clock_.now());
    held["last_activity_at"] = seconds(clock_.now());
    json::object event = held;
    event["event"] = "conversation_status_changed";
    call_back(std::move(event));
}

void chatwoot_twin::call_back(json::object event) {
    if (options_.hooks_to.empty()) return;
    const std::string body = json::serialize(event);
    const std::string when = std::to_string(seconds(clock_.now()));
    http_request request("POST", options_.hooks_to);
    request.header("x-chatwoot-timestamp", when)
        .header("x-chatwoot-signature",
                "sha256=" + to_hex(hmac(hash::sha256, options_.webhook_secret, when + "." + body)))
        .content("application/json", body);
    calls_.push_back({static_cast<std::int64_t>(calls_.size()) + 1, std::move(request)});
}

std::vector<outgoing> chatwoot_twin::take_outgoing() { return std::exchange(calls_, {}); }

answer chatwoot_twin::resume(std::int64_t, const std::optional<http_response>&) {
    return refused(500, "nothing was asked first");
}

}  // namespace earshot::twins::chatwoot
