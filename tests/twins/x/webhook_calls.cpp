// Registering webhooks and subscribing to activity.
#include <boost/json.hpp>

#include "twins/x/calls.hpp"
#include "twins/x/problems.hpp"

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

json::object parsed_body(const call& from) {
    json::error_code problem;
    json::value body = json::parse(from.request.body, problem);
    return !problem && body.is_object() ? std::move(body.get_object()) : json::object();
}

std::string text_member(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::object shown(const hook& one) {
    return {{"id", one.id},
            {"url", one.url},
            {"valid", one.valid},
            {"created_at", format_rfc3339(one.created)}};
}

json::object shown(const subscription& one) {
    return {{"subscription_id", one.id},
            {"event_type", one.event_type},
            {"filter", {{"user_id", one.user_id}}},
            {"created_at", format_rfc3339(one.created)},
            {"updated_at", format_rfc3339(one.created)},
            {"tag", one.tag},
            {"webhook_id", one.hook_id}};
}

// The platform wants https without a port; a twin lives on loopback and takes that as well.
bool acceptable(const std::string& url) {
    if (url.starts_with("http://127.0.0.1:")) return true;
    return url.starts_with("https://") && url.find(':', 8) == url.npos;
}

answer failed(std::string_view reason, const std::string& url) {
    return invalid_request("url", url, reason);
}

// The answer waits for the challenge: see finish_challenge().
answer create(call& from) {
    const std::string url = text_member(parsed_body(from), "url");
    if (!acceptable(url)) return failed("UrlValidationFailed", url);
    if (from.on.hooks.with_url(url)) return failed("DuplicateUrlFailed", url);
    if (from.on.hooks.all().size() >= (from.on.options.enterprise ? 5U : 1U))
        return failed("WebhookLimitExceeded", url);
    answer out;
    out.first = from.on.hooks.challenge(url);
    from.on.unproven[out.first->id] = {{}, url};
    return out;
}

answer validate(call& from) {
    const hook* found = from.on.hooks.find(from.captured[0]);
    if (found == nullptr) return not_found("webhook_id", from.captured[0], "webhook");
    answer out;
    out.first = from.on.hooks.challenge(found->url);
    from.on.unproven[out.first->id] = {found->id, found->url};
    return out;
}

answer list(call& from) {
    json::array data;
    for (const hook& one : from.on.hooks.all()) data.push_back(shown(one));
    const json::object meta{{"result_count", data.size()}};
    json::object out{{"meta", meta}};
    if (!data.empty()) out["data"] = std::move(data);
    return json_answer(200, out);
}

answer drop(call& from) {
    if (!from.on.hooks.find(from.captured[0]))
        return not_found("webhook_id", from.captured[0], "webhook");
    from.on.hooks.remove(from.captured[0]);
    return json_answer(200, {{"data", {{"deleted", true}}}});
}

timestamp compact_time(const std::string& text) {
    if (text.size() != 12) return {};
    const auto when =
        parse_rfc3339(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2) + "T" +
                      text.substr(8, 2) + ":" + text.substr(10, 2) + ":00Z");
    return when ? *when : timestamp{};
}

answer replay(call& from) {
    const json::object body = parsed_body(from);
    const std::string id = text_member(body, "webhook_id");
    if (!from.on.hooks.find(id)) return not_found("webhook_id", id, "webhook");
    from.on.hooks.replay(id, compact_time(text_member(body, "from_date")),
                         compact_time(text_member(body, "to_date")));
    return json_answer(200, {{"data", {{"job_id", from.on.hooks.next_id()}}}});
}

answer subscribe_account(call& from) {
    const std::string& id = from.captured[0];
    if (!from.on.hooks.find(id)) return not_found("webhook_id", id, "webhook");
    if (!from.on.hooks.account_activity.insert(id).second)
        return failed("DuplicateSubscriptionFailed", id);
    return json_answer(200, {{"data", {{"subscribed", true}}}});
}

answer account_subscribed(call& from) {
    const bool yes = from.on.hooks.account_activity.contains(from.captured[0]);
    return json_answer(200, {{"data", {{"subscribed", yes}}}});
}

answer account_list(call& from) {
    json::array users;
    if (from.on.hooks.account_activity.contains(from.captured[0]))
        users.push_back({{"user_id", from.on.options.brand.id}});
    return json_answer(200, {{"data", {{"subscriptions", users}}}});
}

answer unsubscribe_account(call& from) {
    if (from.on.hooks.account_activity.erase(from.captured[0]) == 0)
        return failed("SubscriptionNotFound", from.captured[0]);
    return json_answer(200, {{"data", {{"subscribed", false}}}});
}

answer subscribe(call& from) {
    const json::object body = parsed_body(from);
    const json::value* filter = body.if_contains("filter");
    subscription one{from.on.hooks.next_id(), text_member(body, "event_type")};
    if (filter && filter->is_object()) one.user_id = text_member(filter->get_object(), "user_id");
    one.tag = text_member(body, "tag");
    one.hook_id = text_member(body, "webhook_id");
    one.created = from.on.now();
    if (one.event_type.find('.') == one.event_type.npos)
        return invalid_request("event_type", one.event_type, "unknown event type");
    if (!from.on.hooks.find(one.hook_id)) return failed("WebhookIdInvalid", one.hook_id);
    for (const auto& [id, old] : from.on.hooks.activity)
        if (old.event_type == one.event_type && old.user_id == one.user_id)
            return failed("DuplicateSubscriptionFailed", one.event_type);
    from.on.hooks.activity[one.id] = one;
    const json::object meta{{"total_subscriptions", from.on.hooks.activity.size()}};
    return json_answer(201, {{"data", shown(one)}, {"meta", meta}});
}

answer subscriptions(call& from) {
    json::array data;
    for (const auto& [id, one] : from.on.hooks.activity) data.push_back(shown(one));
    const json::object meta{{"total_subscriptions", data.size()}};
    json::object out{{"meta", meta}};
    if (!data.empty()) out["data"] = std::move(data);
    return json_answer(200, out);
}

// Its tag and its address can be changed, nothing else.
answer redirect(call& from) {
    const auto found = from.on.hooks.activity.find(from.captured[0]);
    if (found == from.on.hooks.activity.end())
        return not_found("subscription_id", from.captured[0], "subscription");
    const std::string hook = text_member(parsed_body(from), "webhook_id");
    if (!from.on.hooks.find(hook)) return failed("WebhookIdInvalid", hook);
    found->second.hook_id = hook;
    return json_answer(200, {{"data", shown(found->second)}});
}

answer unsubscribe(call& from) {
    if (from.on.hooks.activity.erase(from.captured[0]) == 0)
        return not_found("subscription_id", from.captured[0], "subscription");
    return json_answer(200, {{"data", {{"deleted", true}}}});
}

constexpr auto app = access_rule::application_only;
constexpr auto user_token = access_rule::user_only;

constexpr route table[] = {
    {"POST", "/2/webhooks/replay", "webhooks", app, replay},
    {"POST", "/2/webhooks", "webhooks", app, create},
    {"GET", "/2/webhooks", "webhooks", app, list},
    {"PUT", "/2/webhooks/{}", "webhooks", app, validate},
    {"DELETE", "/2/webhooks/{}", "webhooks", app, drop},
    {"POST", "/2/account_activity/webhooks/{}/subscriptions/all", "webhooks", user_token,
     subscribe_account},
    {"GET", "/2/account_activity/webhooks/{}/subscriptions/all", "webhooks", user_token,
     account_subscribed},
    {"GET", "/2/account_activity/webhooks/{}/subscriptions/all/list", "webhooks", app,
     account_list},
    {"DELETE", "/2/account_activity/webhooks/{}/subscriptions/{}/all", "webhooks", app,
     unsubscribe_account},
    {"POST", "/2/activity/subscriptions", "webhooks", access_rule::known, subscribe},
    {"GET", "/2/activity/subscriptions", "webhooks", access_rule::known, subscriptions},
    {"PUT", "/2/activity/subscriptions/{}", "webhooks", access_rule::known, redirect},
    {"DELETE", "/2/activity/subscriptions/{}", "webhooks", access_rule::known, unsubscribe},
};

}  // namespace

answer finish_challenge(platform& on, std::int64_t id,
                        const std::optional<http_response>& outcome) {
    auto asked = on.unproven.extract(id);
    if (asked.empty()) return failed("WebhookIdInvalid", std::to_string(id));
    const auto& [hook_id, url] = asked.mapped();
    const bool proven = on.hooks.proven(id, outcome);
    hook* known = on.hooks.find(hook_id);
    if (known) known->valid = proven;
    if (!proven) return failed("CrcValidationFailed", url);
    return json_answer(200, {{"data", shown(known ? *known : on.hooks.add(url, on.now()))}});
}

std::span<const route> webhook_routes() { return table; }

}  // namespace earshot::twins::x
