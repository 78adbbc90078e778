#include "twins/x/events.hpp"

#include <boost/json.hpp>

#include "twins/x/rendering.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

void send(platform& on, const std::string& hook_id, const json::value& body) {
    on.hooks.deliver(hook_id, body, on.now());
    if (on.broken.strike("POST", "webhook", {"duplicate"})) on.hooks.repeat_last();
    if (on.broken.strike("POST", "webhook", {"reordered"})) on.hooks.swap_last_two();
}

void send_account_activity(platform& on, const char* name, const json::object& item) {
    for (const std::string& hook_id : std::set(on.hooks.account_activity))
        send(on, hook_id,
             {{"for_user_id", on.options.brand.id},
              {"user_has_blocked", false},
              {name, json::array{item}}});
}

void send_activity(platform& on, std::string_view type, const json::object& payload,
                   const json::object& included) {
    for (const auto& [id, one] : on.hooks.activity) {
        if (one.event_type != type) continue;
        send(on, one.hook_id,
             {{"data",
               {{"event_uuid", on.hooks.next_id()},
                {"filter", {{"user_id", one.user_id}}},
                {"event_type", type},
                {"tag", one.tag},
                {"payload", payload},
                {"includes", included}}}});
    }
}

bool author_is_brand(const platform& on, const post* item) {
    return item != nullptr && item->author_id == on.options.brand.id;
}

std::vector<std::string_view> types_of(const platform& on, const post& item) {
    std::vector<std::string_view> types;
    if (author_is_brand(on, &item)) return {"post.create"};
    if (on.concerns_brand(item)) types.emplace_back("post.mention.create");
    if (author_is_brand(on, on.timeline.find(item.answers)))
        types.emplace_back("post.reply.create");
    if (author_is_brand(on, on.timeline.find(item.quotes))) types.emplace_back("post.quote.create");
    return types;
}

void send_to_hooks(platform& on, const post& item) {
    const auto types = types_of(on, item);
    if (types.empty() || on.hooks.all().empty()) return;
    on.served.insert(item.id);
    send_account_activity(on, "tweet_create_events", render_legacy(on, item));
    json::array errors;
    const view everything = view::everything();
    const json::object included = includes(on, {&item}, everything, errors);
    for (const std::string_view type : types)
        send_activity(on, type, render(on, item, everything), included);
}

json::object watched(const platform& on, const post& item, std::string_view what) {
    const user* author = on.people.by_id(item.author_id);
    return {{"event", what},
            {"at", format_rfc3339(item.created)},
            {"id", std::to_string(item.id)},
            {"author", author ? author->handle : ""},
            {"lang", item.language},
            {"answers", std::to_string(item.answers)},
            {"mentions_brand", on.concerns_brand(item)},
            {"text", item.shown.text}};
}

}  // namespace

void announce_post(platform& on, const post& item) {
    const char* what = item.by_api ? "published" : item.history.size() > 1 ? "edited" : "posted";
    on.tell(watched(on, item, what));
    send_to_hooks(on, item);
}

void announce_removal(platform& on, const post& item) {
    on.tell(watched(on, item, "deleted"));
    if (on.hooks.all().empty() || types_of(on, item).empty()) return;
    const std::string id = std::to_string(item.id);
    const auto now_ms = on.now().time_since_epoch().count();
    send_account_activity(on, "tweet_delete_events",
                          {{"status", {{"id", id}, {"user_id", item.author_id}}},
                           {"timestamp_ms", std::to_string(now_ms)}});
    send_activity(on, "post.delete", {{"id", id}, {"author_id", item.author_id}}, {});
}

}  // namespace earshot::twins::x
