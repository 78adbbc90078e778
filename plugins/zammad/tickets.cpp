#include "zammad/tickets.hpp"

#include <algorithm>

#include "earshot/short_text.hpp"
#include "earshot/signature.hpp"

namespace earshot::zammad {

namespace {

constexpr std::size_t longest_title = 250;  // characters that Zammad keeps
constexpr int most_merges = 5;              // one after the other
constexpr std::string_view our_domain = "@earshot>";
constexpr std::string_view removed_state = "removed";

// Tags are one text with commas between them.
void add_tag(std::string& to, std::string tag) {
    std::ranges::replace(tag, ',', ' ');
    if (tag.empty()) return;
    if (!to.empty()) to += ',';
    to += tag;
}

std::string tags_of(const helpdesk::ticket_draft& draft) {
    std::string all;
    add_tag(all, "earshot");
    add_tag(all, draft.platform);
    add_tag(all, draft.language);
    add_tag(all, draft.message_class);
    for (const std::string& topic : draft.topics) add_tag(all, topic);
    return all;
}

// Zammad makes a user of it, or takes the one with this login.
json::object customer_of(const helpdesk::ticket_draft& draft) {
    const author& by = draft.customer;
    if (by.id.empty()) return {{"login", "earshot"}, {"firstname", "Earshot"}};
    const std::string& name = by.display_name.empty() ? by.handle : by.display_name;
    return {{"login", draft.platform + ":" + by.id}, {"firstname", name.empty() ? by.id : name}};
}

const char* sender_of(helpdesk::note_origin from) {
    switch (from) {
        case helpdesk::note_origin::customer: return "Customer";
        case helpdesk::note_origin::brand: return "Agent";
        case helpdesk::note_origin::earshot: break;
    }
    return "System";
}

// Numbers in order of size.
bool older(const std::string& left, const std::string& right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

error not_a_condition(const site& at) {
    return {error_kind::scope_missing, "zammad.case_field",
            "Zammad does not look tickets up by the attribute '" + at.case_field +
                "': an administrator must create it, of type text, for tickets"};
}

json::object condition(std::string_view attribute, std::string_view operation,
                       std::string_view value) {
    const json::object wanted{{"operator", json::string_view(operation.data(), operation.size())},
                              {"value", json::string_view(value.data(), value.size())}};
    json::object made;
    made["ticket." + std::string(attribute)] = wanted;
    return made;
}

}  // namespace

// --- what tickets look like ---------------------------------------------------------------------

std::string case_key_of(const object_view& ticket, const site& at) {
    return ticket.text(at.case_field);
}

std::vector<object_view> tickets_of(const json::value& body) {
    std::vector<object_view> found;
    const json::array* plain = body.if_array();
    const object_view whole(&body);
    const json::array& listed = plain ? *plain : whole.list("records");
    for (const json::value& one : listed) found.emplace_back(&one);
    const object_view assets = whole.object("assets").object("Ticket");
    for (const json::value& id : whole.list("tickets"))
        if (const std::int64_t* number = id.if_int64())
            found.push_back(assets.object(std::to_string(*number)));
    return found;
}

std::string mark_of(std::string_view key) {
    return "<" + percent_encode(key) + std::string(our_domain);
}

bool is_ours(std::string_view message_id) { return message_id.ends_with(our_domain); }

tickets::tickets(host& services, const site& at, server& api)
    : site_(at), server_(api), log_(use<log>(services)) {}

helpdesk::ticket tickets::named(const std::string& id) const {
    return {id, site_.url + "/#ticket/zoom/" + id};
}

// --- finding ------------------------------------------------------------------------------------

// By condition, which reads the database: the search by words knows a ticket only seconds later.
task<result<std::optional<helpdesk::ticket>>> tickets::find(std::string case_key) {
    const std::string wanted = helpdesk::field_key(case_key);
    json::object asked{{"limit", 50}, {"expand", true}};
    asked["condition"] = condition(site_.case_field, "is", wanted);
    const auto answer = co_await server_.send("POST", "/tickets/search", std::move(asked));
    if (!answer) co_return std::unexpected(answer.error());
    std::vector<std::string> living, merged;
    for (const object_view& one : tickets_of(*answer)) {
        const std::string key = case_key_of(one, site_);
        // Some databases take `a` for `A`; a list with other keys was not filtered.
        if (key.size() != wanted.size()) co_return std::unexpected(not_a_condition(site_));
        const std::string state = one.text("state");
        if (key != wanted || one.text("id").empty() || state == removed_state) continue;
        (state == merged_state ? merged : living).push_back(one.text("id"));
    }
    std::ranges::sort(living, older);
    std::ranges::sort(merged, older);
    if (!living.empty()) co_return named(living.front());
    if (merged.empty()) co_return std::nullopt;
    co_return co_await merged_into(merged.front());
}

// A merged ticket has one relative left. Whether it is called parent or child depends on the side
// from which one looks.
task<result<std::optional<helpdesk::ticket>>> tickets::merged_into(std::string id) {
    for (int i = 0; i < most_merges; ++i) {
        const auto answer = co_await server_.get(
            "/links?link_object=Ticket&link_object_value=" + id, request_target::one_thing);
        if (!answer) co_return std::unexpected(answer.error());
        std::string next;
        for (const json::value& one : object_view(&*answer).list("links")) {
            const std::string type = object_view(&one).text("link_type");
            const std::string other = object_view(&one).text("link_object_value");
            if ((type == "parent" || type == "child") && other != id) next = other;
        }
        if (next.empty()) co_return std::nullopt;
        const auto target =
            co_await server_.get("/tickets/" + next + "?expand=true", request_target::one_thing);
        if (!target && target.error().kind == error_kind::gone) co_return std::nullopt;
        if (!target) co_return std::unexpected(target.error());
        if (object_view(&*target).text("state") != merged_state) co_return named(next);
        id = next;
    }
    co_return std::nullopt;
}

task<result<std::optional<receipt>>> tickets::find_note(helpdesk::ticket in, std::string key) {
    const auto answer =
        co_await server_.get("/ticket_articles/by_ticket/" + in.id, request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const std::string mark = mark_of(key);
    const json::array* all = answer->if_array();
    if (!all) co_return std::nullopt;
    for (const json::value& one : *all)
        if (const object_view article(&one); article.text("message_id") == mark)
            co_return receipt{article.text("id"), in.url + "/" + article.text("id")};
    co_return std::nullopt;
}

// --- writing ------------------------------------------------------------------------------------

json::object tickets::article(const helpdesk::note& entry) const {
    const bool internal = entry.from == helpdesk::note_origin::earshot;
    return {{"body", entry.text},
            {"type", internal ? std::string("note") : site_.article_type},
            {"sender", sender_of(entry.from)},
            {"internal", internal},
            {"content_type", "text/plain"},
            {"message_id", mark_of(entry.key)}};
}

task<result<helpdesk::ticket>> tickets::create(helpdesk::ticket_draft draft) {
    const std::string key = helpdesk::field_key(draft.case_key);
    json::object first = article(draft.first);
    first["subject"] = cut_to_characters(draft.subject, longest_title);
    json::object asked{{"title", cut_to_characters(draft.subject, longest_title)},
                       {"group", site_.group},
                       {"priority", site_.priorities[static_cast<std::size_t>(draft.urgent)]},
                       {"tags", tags_of(draft)}};
    asked["customer"] = customer_of(draft);
    asked[site_.case_field] = key;
    asked["article"] = std::move(first);
    const auto answer = co_await server_.send("POST", "/tickets", std::move(asked));
    if (!answer) co_return std::unexpected(answer.error());
    const object_view made(&*answer);
    if (made.text("id").empty())
        co_return fail(error_kind::transient, "zammad.body",
                       "Zammad took a ticket and did not say its number");
    // Zammad drops attributes that it does not know, without a word.
    if (case_key_of(made, site_) != key)
        log_.write(log_level::error, "zammad.case_field_ignored",
                   {{"ticket", made.text("id")}, {"field", site_.case_field}});
    co_return named(made.text("id"));
}

// Opens a closed ticket before the article comes: were it the other way round, a crash in between
// would leave it closed for good. A merged ticket takes nothing more.
task<result<void>> tickets::prepare(helpdesk::ticket to, bool wakes) {
    const auto answer =
        co_await server_.get("/tickets/" + to.id + "?expand=true", request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const std::string state = object_view(&*answer).text("state");
    if (state == merged_state || state == removed_state)
        co_return fail(error_kind::gone, "zammad.merged", "ticket " + to.id + " is " + state);
    if (!wakes || !site_.is_closed(state)) co_return result<void>();
    json::object open;
    open["state"] = site_.open_state;
    const auto opened = co_await server_.send("PUT", "/tickets/" + to.id, std::move(open),
                                              request_target::one_thing);
    if (!opened) co_return std::unexpected(opened.error());
    co_return result<void>();
}

task<result<receipt>> tickets::add(helpdesk::ticket to, helpdesk::note entry) {
    const auto ready = co_await prepare(to, entry.wakes);
    if (!ready) co_return std::unexpected(ready.error());
    json::object asked = article(entry);
    asked["ticket_id"] = to.id;
    const auto answer = co_await server_.send("POST", "/ticket_articles", std::move(asked),
                                              request_target::one_thing);
    if (!answer) co_return std::unexpected(answer.error());
    const std::string id = object_view(&*answer).text("id");
    if (id.empty())
        co_return fail(error_kind::transient, "zammad.body",
                       "Zammad took an article and did not say its number");
    co_return receipt{id, to.url + "/" + id};
}

}  // namespace earshot::zammad
