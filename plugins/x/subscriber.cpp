#include "x/subscriber.hpp"

#include <boost/json.hpp>

#include "earshot/http_problem.hpp"
#include "x/object_reader.hpp"
#include "x/problem.hpp"

namespace earshot::x {

http_request subscriber::request(std::string method, const std::string& path) const {
    return {std::move(method), account_.base_url + path};
}

void subscriber::did(const std::string& what) {
    log_.write(log_level::warning, "x.subscription_mended", {{"what", what}});
}

task<result<void>> subscriber::mend() {
    auto seen_to = co_await see_to_address();
    if (seen_to && account_.subscribe == subscribing::account_activity)
        seen_to = co_await see_to_account_activity();
    else if (seen_to)
        seen_to = co_await see_to_activities();
    co_return seen_to;
}

// With the app's token: it is the app that has webhooks.
task<result<std::string>> subscriber::list(std::string path) {
    auto asked = request("GET", path);
    auto answer = co_await ask_(std::move(asked), access::read);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer))
        co_return std::unexpected(error_of(*answer, "GET " + path, clock_.now()));
    co_return std::move(answer->body);
}

// --- the address ---------------------------------------------------------------------------------

task<result<void>> subscriber::see_to_address() {
    const auto body = co_await list("/2/webhooks");
    if (!body) co_return std::unexpected(body.error());
    auto all = read_addresses(*body);
    if (!all) co_return std::unexpected(all.error());
    addresses_ = std::move(*all);
    const registered_address* ours = address_with(addresses_, account_.webhook_url);
    if (!ours) co_return co_await add_address();
    own_address_ = ours->id;
    if (!ours->valid) co_return co_await prove_address();
    co_return result<void>();
}

// X has us prove ourselves before it answers.
task<result<void>> subscriber::add_address() {
    auto asked = request("POST", "/2/webhooks");
    const json::object body{{"url", account_.webhook_url}};
    asked.content("application/json", json::serialize(body));
    const auto answer = co_await ask_(std::move(asked), access::read);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer))
        co_return std::unexpected(address_refused(*answer, account_, addresses_, clock_.now()));
    auto id = read_address_id(answer->body);
    if (!id) co_return std::unexpected(id.error());
    own_address_ = std::move(*id);
    did("registered the webhook " + account_.webhook_url);
    co_return result<void>();
}

task<result<void>> subscriber::prove_address() {
    auto asked = request("PUT", "/2/webhooks/" + own_address_);
    const auto answer = co_await ask_(std::move(asked), access::read);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer))
        co_return std::unexpected(address_refused(*answer, account_, addresses_, clock_.now()));
    if (still_invalid(answer->body)) co_return std::unexpected(unproven(account_));
    did("had X examine the webhook again, which it no longer called");
    co_return result<void>();
}

// --- account activity ----------------------------------------------------------------------------

task<result<void>> subscriber::see_to_account_activity() {
    const std::string path = "/2/account_activity/webhooks/" + own_address_ + "/subscriptions/all";
    auto asked = request("GET", path);
    const auto answer = co_await ask_(std::move(asked), access::write);
    if (!answer) co_return std::unexpected(answer.error());
    const auto subscribed = read_subscribed(*answer, clock_.now());
    if (!subscribed) co_return std::unexpected(subscribed.error());
    if (*subscribed) co_return result<void>();
    auto wanted = request("POST", path);
    co_return co_await subscribe(std::move(wanted), "account activity");
}

// --- activity ------------------------------------------------------------------------------------

// One that fails does not keep the others from being mended.
task<result<void>> subscriber::see_to_activities() {
    const auto body = co_await list("/2/activity/subscriptions");
    if (!body) co_return std::unexpected(body.error());
    const auto all = read_activities(*body);
    if (!all) co_return std::unexpected(all.error());
    result<void> outcome;
    for (const std::string_view type : wanted_activities) {
        const registered_activity* known = activity_of(*all, type, account_.user_id);
        const auto seen_to = co_await see_to(std::string(type), known);
        if (!seen_to && outcome) outcome = seen_to;
    }
    co_return outcome;
}

task<result<void>> subscriber::see_to(std::string event_type, const registered_activity* known) {
    if (known && known->address_id == own_address_) co_return result<void>();
    const auto elsewhere = [&](const registered_address& one) {
        return known && one.id == known->address_id;
    };
    const auto other = std::ranges::find_if(addresses_, elsewhere);
    if (known && (known->address_id.empty() || other != addresses_.end()))
        co_return std::unexpected(
            subscribed_elsewhere(*known, other == addresses_.end() ? nullptr : &*other));
    // One that points to an address which is gone is nobody's any more.
    auto asked = known ? request("PUT", "/2/activity/subscriptions/" + known->id)
                       : request("POST", "/2/activity/subscriptions");
    json::object wanted{{"webhook_id", own_address_}};
    if (!known) {
        wanted["event_type"] = event_type;
        wanted["filter"] = json::object{{"user_id", account_.user_id}};
        wanted["tag"] = account_.name;
    }
    asked.content("application/json", json::serialize(wanted));
    co_return co_await subscribe(std::move(asked), std::move(event_type));
}

task<result<void>> subscriber::subscribe(http_request wanted, std::string event_type) {
    const auto answer = co_await ask_(std::move(wanted), access::write);
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer))
        co_return std::unexpected(
            subscription_refused(*answer, "subscribing to " + event_type, clock_.now()));
    did("subscribed to " + event_type);
    co_return result<void>();
}

}  // namespace earshot::x
