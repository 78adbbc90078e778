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

// To those who subscribed to this kind of activity of `user_id`.
void send_activity(platform& on, std::string_view type, const std::string& user_id,
                   const json::object& payload, const json::object& included) {
    for (const auto& [id, one] : on.hooks.activity) {
        if (one.event_type != type || one.user_id != user_id) continue;
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

struct activity {
    std::string_view type;
    std::string user_id;  // who did it, or to whom it was done
};

std::vector<activity> activities_of(const platform& on, const post& item) {
    const std::string& brand = on.options.brand.id;
    std::vector<activity> out{{"post.create", item.author_id}};
    const auto by_brand = [&](const post* other) { return other && other->author_id == brand; };
    if (by_brand(&item)) return out;
    if (on.concerns_brand(item)) out.push_back({"post.mention.create", brand});
    if (by_brand(on.timeline.find(item.answers))) out.push_back({"post.reply.create", brand});
    if (by_brand(on.timeline.find(item.quotes))) out.push_back({"post.quote.create", brand});
    return out;
}

// What the brand's own subscription to account activity covers.
bool in_account_activity(const platform& on, const post& item) {
    return item.author_id == on.options.brand.id || activities_of(on, item).size() > 1;
}

bool anybody_subscribed(const platform& on, const post& item) {
    if (!on.hooks.account_activity.empty() && in_account_activity(on, item)) return true;
    for (const activity& one : activities_of(on, item))
        for (const auto& [id, known] : on.hooks.activity)
            if (known.event_type == one.type && known.user_id == one.user_id) return true;
    return false;
}

void send_to_hooks(platform& on, const post& item) {
    if (!anybody_subscribed(on, item)) return;
    on.served.insert(item.id);
    if (in_account_activity(on, item))
        send_account_activity(on, "tweet_create_events", render_legacy(on, item));
    json::array errors;
    const view everything = view::everything();
    const json::object included = includes(on, {&item}, everything, errors);
    for (const activity& one : activities_of(on, item))
        send_activity(on, one.type, one.user_id, render(on, item, everything), included);
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
    const std::string id = std::to_string(item.id);
    const auto now_ms = on.now().time_since_epoch().count();
    if (in_account_activity(on, item))
        send_account_activity(on, "tweet_delete_events",
                              {{"status", {{"id", id}, {"user_id", item.author_id}}},
                               {"timestamp_ms", std::to_string(now_ms)}});
    send_activity(on, "post.delete", item.author_id, {{"id", id}, {"author_id", item.author_id}},
                  {});
}

}  // namespace earshot::twins::x
