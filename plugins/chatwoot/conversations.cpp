#include "chatwoot/conversations.hpp"

#include <algorithm>

namespace earshot::chatwoot {

namespace {

constexpr int most_pages = 50;  // of 20 messages
constexpr const char* key_attribute = "earshot_key";
constexpr std::string_view source_prefix = "earshot:";

std::string key_in(const object_view& message) {
    const std::string key = message.object("content_attributes").text(key_attribute);
    if (!key.empty()) return key;
    const std::string source = message.text("source_id");
    return source.starts_with(source_prefix) ? source.substr(source_prefix.size()) : std::string();
}

// Small letters, digits, `-` and `_`, as Chatwoot's labels are.
std::string label_of(std::string_view text) {
    std::string made;
    for (const char c : text) {
        const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
        const bool good = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') ||
                          small == '-' || small == '_';
        if (good || !made.ends_with('-')) made += good ? small : '-';
    }
    return made;
}

json::array labels_of(const helpdesk::ticket_draft& draft) {
    json::array all;
    const auto add = [&](std::string_view text) {
        const std::string label = label_of(text);
        if (label.find_first_not_of('-') != label.npos) all.emplace_back(label);
    };
    add(draft.platform);
    add(draft.language);
    add(draft.message_class);
    for (const std::string& topic : draft.topics) add(topic);
    return all;
}

const char* priority_of(urgency urgent) {
    switch (urgent) {
        case urgency::low: return "low";
        case urgency::normal: break;
        case urgency::high: return "high";
        case urgency::now: return "urgent";
    }
    return "medium";
}

json::object contact_of(const helpdesk::ticket_draft& draft) {
    const author& by = draft.customer;
    const std::string identifier = by.id.empty() ? "earshot" : draft.platform + ":" + by.id;
    const std::string& name = by.display_name.empty() ? by.handle : by.display_name;
    json::object made{{"identifier", identifier}, {"name", name.empty() ? identifier : name}};
    made["source_id"] = identifier;  // where it is taken, one contact has one address
    return made;
}

json::object written(const helpdesk::note& entry) {
    const bool customer = entry.from == helpdesk::note_origin::customer;
    json::object made{{"content", entry.text},
                      {"message_type", customer ? "incoming" : "outgoing"},
                      {"private", entry.from == helpdesk::note_origin::earshot},
                      {"source_id", std::string(source_prefix) + entry.key}};
    json::object attributes;
    attributes[key_attribute] = entry.key;
    made["content_attributes"] = std::move(attributes);
    return made;
}

error not_an_attribute(const site& at) {
    return {error_kind::scope_missing, "chatwoot.case_field",
            "Chatwoot does not look conversations up by the custom attribute '" + at.case_field +
                "': create it, of type text, for conversations"};
}

// Numbers in order of size.
bool older(const std::string& left, const std::string& right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

}  // namespace

std::string case_key_of(const object_view& conversation, const site& at) {
    return conversation.object("custom_attributes").text(at.case_field);
}

const json::array& payload_of(const json::value& body) {
    const object_view whole(&body);
    const json::array& bare = whole.list("payload");
    return bare.empty() ? whole.object("data").list("payload") : bare;
}

std::string messages_path(const std::string& conversation, const std::string& before) {
    const std::string path = "/conversations/" + conversation + "/messages";
    return before.empty() ? path : path + "?before=" + before;
}

bool is_ours(const object_view& message) { return !key_in(message).empty(); }

conversations::conversations(host& services, const site& at, server& api)
    : site_(at), server_(api), log_(use<log>(services)) {}

helpdesk::ticket conversations::named(const std::string& id) const {
    return {id, site_.url + "/app/accounts/" + site_.account + "/conversations/" + id};
}

// --- finding ------------------------------------------------------------------------------------

task<result<std::optional<helpdesk::ticket>>> conversations::find(std::string case_key) {
    const std::string wanted = helpdesk::field_key(case_key);
    json::object rule{{"attribute_key", site_.case_field},
                      {"filter_operator", "equal_to"},
                      {"query_operator", nullptr}};
    rule["values"] = json::array{json::string(wanted)};
    json::object asked;
    asked["payload"] = json::array{json::value(std::move(rule))};
    const auto answer = co_await server_.send("POST", "/conversations/filter", std::move(asked));
    // Chatwoot has no other complaint about this request than that it knows no such attribute.
    if (!answer && answer.error().kind == error_kind::invalid)
        co_return std::unexpected(not_an_attribute(site_));
    if (!answer) co_return std::unexpected(answer.error());
    std::string oldest;
    for (const json::value& one : payload_of(*answer)) {
        const object_view conversation(&one);
        const std::string key = case_key_of(conversation, site_);
        // It does not tell `a` from `A`; a list with other keys was not filtered.
        if (key.size() != wanted.size()) co_return std::unexpected(not_an_attribute(site_));
        const std::string id = conversation.text("id");
        if (key == wanted && !id.empty() && (oldest.empty() || older(id, oldest))) oldest = id;
    }
    if (oldest.empty()) co_return std::nullopt;
    co_return named(oldest);
}

// Twenty at a time, the newest first.
task<result<std::optional<receipt>>> conversations::find_note(helpdesk::ticket in,
                                                              std::string key) {
    std::string before;
    for (int i = 0; i < most_pages; ++i) {
        const std::string page = messages_path(in.id, before);
        const auto answer = co_await server_.get(page, request_target::one_thing);
        if (!answer) co_return std::unexpected(answer.error());
        const std::string last = before;
        for (const json::value& one : payload_of(*answer)) {
            const object_view message(&one);
            const std::string id = message.text("id");
            if (key_in(message) == key) co_return receipt{id, in.url};
            if (!id.empty() && (before.empty() || older(id, before))) before = id;
        }
        if (before == last) co_return std::nullopt;
    }
    co_return std::nullopt;
}

// --- writing ------------------------------------------------------------------------------------

json::object conversations::opening(const helpdesk::ticket_draft& draft,
                                    const object_view& contact) const {
    json::object attributes;
    attributes[site_.case_field] = helpdesk::field_key(draft.case_key);
    attributes["earshot_urgency"] = to_string(draft.urgent);
    if (!draft.language.empty()) attributes["earshot_language"] = draft.language;
    if (!draft.message_class.empty()) attributes["earshot_class"] = draft.message_class;
    json::object made{
        {"source_id", contact.text("source_id")}, {"inbox_id", site_.inbox}, {"status", "open"}};
    if (contact.has("id")) made["contact_id"] = contact.text("id");
    made["custom_attributes"] = std::move(attributes);
    made["message"] = written(draft.first);
    return made;
}

task<result<helpdesk::ticket>> conversations::create(helpdesk::ticket_draft draft) {
    const auto contact = co_await server_.contact(contact_of(draft));
    if (!contact) co_return std::unexpected(contact.error());
    json::object asked = opening(draft, object_view(&*contact));
    const auto answer = co_await server_.send("POST", "/conversations", std::move(asked));
    if (!answer) co_return std::unexpected(answer.error());
    const object_view made(&*answer);
    const std::string id = made.text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "chatwoot.body",
                       "Chatwoot took a conversation and did not say its number");
    // An inbox that is locked to a single conversation gives another one.
    if (case_key_of(made, site_) != helpdesk::field_key(draft.case_key))
        log_.write(log_level::error, "chatwoot.case_field_ignored",
                   {{"conversation", id}, {"field", site_.case_field}});
    co_await adorn(id, std::move(draft));
    co_return named(id);
}

// What Chatwoot takes only afterwards. The case is there without it.
task<void> conversations::adorn(std::string id, helpdesk::ticket_draft draft) {
    json::object priority{{"priority", priority_of(draft.urgent)}};
    co_await try_to("toggle_priority", id, std::move(priority));
    json::object labels;
    labels["labels"] = labels_of(draft);
    if (site_.labels && !labels["labels"].get_array().empty())
        co_await try_to("labels", id, std::move(labels));
}

task<void> conversations::try_to(std::string what, std::string id, json::object body) {
    const auto done = co_await server_.send("POST", "/conversations/" + id + "/" + what,
                                            std::move(body), request_target::one_thing);
    if (!done)
        log_.write(log_level::warning, "chatwoot.not_adorned",
                   {{"conversation", id}, {"what", what}, {"why", to_string(done.error())}});
}

task<result<void>> conversations::wake(helpdesk::ticket to) {
    const auto answer = co_await server_.get("/conversations/" + to.id, request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    if (object_view(&*answer).text("status") != "resolved") co_return result<void>();
    json::object open{{"status", "open"}};
    const auto opened = co_await server_.send("POST", "/conversations/" + to.id + "/toggle_status",
                                              std::move(open), request_target::one_thing);
    if (!opened) co_return std::unexpected(opened.error());
    co_return result<void>();
}

// Opens first: were it the other way round, a crash in between would leave it resolved for good.
task<result<receipt>> conversations::add(helpdesk::ticket to, helpdesk::note entry) {
    if (entry.wakes) {
        const auto awake = co_await wake(to);
        if (!awake) co_return std::unexpected(awake.error());
    }
    json::object asked = written(entry);
    const auto answer = co_await server_.send("POST", "/conversations/" + to.id + "/messages",
                                              std::move(asked), request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const std::string id = object_view(&*answer).text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "chatwoot.body",
                       "Chatwoot took a message and did not say its number");
    co_return receipt{id, to.url};
}

}  // namespace earshot::chatwoot
