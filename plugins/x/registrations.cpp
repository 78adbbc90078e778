#include "x/registrations.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "x/object_reader.hpp"
#include "x/problem.hpp"

namespace earshot::x {

namespace {

// X names these reasons now in one member, now in another, but always in these letters.
bool says(const http_response& answer, std::string_view reason) {
    return answer.body.find(reason) != std::string::npos;
}

// An address may carry a password after its `?`.
std::string shown(std::string_view url) { return std::string(url.substr(0, url.find('?'))); }

error permanent(std::string code, std::string detail) {
    return {error_kind::permanent, std::move(code), std::move(detail)};
}

template <class Item, class Read>
result<std::vector<Item>> read_list(std::string_view body, Read read) {
    const auto parsed = parse_body(body);
    const json::object* whole = parsed ? parsed->if_object() : nullptr;
    if (!whole) return fail(error_kind::transient, "x.body", "X's list is not an object");
    std::vector<Item> out;
    object_reader from(*whole);
    const json::array* list = from.array("data");
    if (!from.good()) return fail(error_kind::transient, "x.body", "X's list: " + from.problem());
    if (!list) return out;
    for (const json::value& one : *list)
        if (one.is_object()) out.push_back(read(object_reader(one.get_object())));
    std::erase_if(out, [](const Item& one) { return one.id.empty(); });
    return out;
}

std::string urls_of(const std::vector<registered_address>& all) {
    std::string out;
    for (const registered_address& one : all)
        out += (out.empty() ? "" : ", ") + shown(one.url) + " (" + one.id + ")";
    return out;
}

}  // namespace

result<std::vector<registered_address>> read_addresses(std::string_view body) {
    return read_list<registered_address>(body, [](object_reader from) {
        return registered_address{from.id("id"), from.text("url"), from.boolean("valid")};
    });
}

result<std::vector<registered_activity>> read_activities(std::string_view body) {
    return read_list<registered_activity>(body, [](object_reader from) {
        const json::object* filter = from.object("filter");
        return registered_activity{from.id("subscription_id"), from.text("event_type"),
                                   filter ? object_reader(*filter).id("user_id") : std::string(),
                                   from.id("webhook_id")};
    });
}

result<std::string> read_address_id(std::string_view body) {
    const auto parsed = parse_body(body);
    const json::object* whole = parsed ? parsed->if_object() : nullptr;
    const json::object* data = whole ? object_reader(*whole).object("data") : nullptr;
    std::string id = data ? object_reader(*data).id("id") : std::string();
    if (id.empty())
        return fail(error_kind::transient, "x.body", "X registered the address and gave no id");
    return id;
}

bool still_invalid(std::string_view body) {
    const auto parsed = parse_body(body);
    const json::object* whole = parsed ? parsed->if_object() : nullptr;
    const json::object* data = whole ? object_reader(*whole).object("data") : nullptr;
    return data && data->contains("valid") && !object_reader(*data).boolean("valid");
}

result<bool> read_subscribed(const http_response& answer, timestamp now) {
    if (answer.status == 404 || says(answer, "SubscriptionNotFound")) return false;
    if (answer.status != 200)
        return std::unexpected(error_of(answer, "GET account activity subscription", now));
    const auto parsed = parse_body(answer.body);
    const json::object* whole = parsed ? parsed->if_object() : nullptr;
    const json::object* data = whole ? object_reader(*whole).object("data") : nullptr;
    if (!data) return fail(error_kind::transient, "x.body", "X does not say whether we subscribe");
    return object_reader(*data).boolean("subscribed");
}

const registered_address* address_with(const std::vector<registered_address>& all,
                                       std::string_view url) {
    const auto found = std::ranges::find(all, url, &registered_address::url);
    return found == all.end() ? nullptr : &*found;
}

const registered_activity* activity_of(const std::vector<registered_activity>& all,
                                       std::string_view event_type, std::string_view user_id) {
    const auto found = std::ranges::find_if(all, [&](const registered_activity& one) {
        return one.event_type == event_type && one.user_id == user_id;
    });
    return found == all.end() ? nullptr : &*found;
}

error unproven(const account& to) {
    return permanent("x.webhook_unproven",
                     "X asked " + shown(to.webhook_url) +
                         " to prove itself and got no proof: see that the address is reached from "
                         "outside, over TLS and without a redirect, and that consumer_secret is of "
                         "the same app as bearer_token");
}

error address_refused(const http_response& answer, const account& to,
                      const std::vector<registered_address>& all, timestamp now) {
    const std::string url = shown(to.webhook_url);
    if (says(answer, "CrcValidationFailed")) return unproven(to);
    if (says(answer, "UrlValidationFailed"))
        return permanent("x.webhook_address",
                         "X does not take the address " + url +
                             ": http.public_url has to be https, without a port");
    if (says(answer, "DuplicateUrlFailed"))
        return permanent("x.webhook_taken",
                         url +
                             " is registered with X, but not for the app of bearer_token; it is "
                             "left alone: remove it there, or name this instance otherwise");
    if (says(answer, "WebhookLimitExceeded"))
        return permanent("x.webhook_limit",
                         "X allows this app no further webhook; registered are " + urls_of(all) +
                             ", which are left alone: delete the one that nobody needs (DELETE "
                             "/2/webhooks/ID), or set subscribe to no");
    return error_of(answer, "registering the webhook", now);
}

error subscription_refused(const http_response& answer, std::string_view tried, timestamp now) {
    if (says(answer, "DuplicateSubscriptionFailed"))
        return permanent("x.subscription_taken",
                         "X says to " + std::string(tried) +
                             " that it is there already, but not for this webhook; it is left "
                             "alone: end it where it was made, or set subscribe to no");
    if (says(answer, "SubscriptionLimitExceeded"))
        return permanent("x.subscription_limit",
                         "X allows this app no further subscription: end one that nobody needs, or "
                         "change the plan");
    return error_of(answer, tried, now);
}

error subscribed_elsewhere(const registered_activity& other, const registered_address* to) {
    return permanent("x.subscription_taken",
                     other.event_type + " of this account is delivered " +
                         (to ? "to " + shown(to->url) : std::string("by stream")) +
                         " (subscription " + other.id +
                         ") and is left alone: end it (DELETE /2/activity/subscriptions/ID) if "
                         "nobody needs it, or set subscribe to no");
}

}  // namespace earshot::x
