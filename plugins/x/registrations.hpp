// What X has registered for an application: webhook addresses, and subscriptions that deliver to
// them. Reads X's lists, and says what its refusals mean for people. Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/http.hpp"
#include "earshot/time.hpp"
#include "x/account.hpp"

namespace earshot::x {

struct registered_address {
    std::string id;
    std::string url;
    bool valid = false;  // X calls it; an address that failed a challenge is not called any more

    bool operator==(const registered_address&) const = default;
};

struct registered_activity {
    std::string id;
    std::string event_type;
    std::string user_id;
    std::string address_id;  // empty: delivered by stream

    bool operator==(const registered_activity&) const = default;
};

// What we want delivered. Replies to replies come by no event: the mentions timeline has them.
inline constexpr std::array<std::string_view, 4> wanted_activities{
    "post.mention.create", "post.reply.create", "post.quote.create", "post.create"};

// Entries that cannot be read are left out. Errors: transient `x.body`.
result<std::vector<registered_address>> read_addresses(std::string_view body);
result<std::vector<registered_activity>> read_activities(std::string_view body);

// The id under which X registered an address. Errors: transient `x.body`.
result<std::string> read_address_id(std::string_view body);

// An examined address that X goes on not calling.
bool still_invalid(std::string_view body);

// Whether the answer says that our user is subscribed. Errors: those of problem.hpp.
result<bool> read_subscribed(const http_response& answer, timestamp now);

const registered_address* address_with(const std::vector<registered_address>& all,
                                       std::string_view url);

// Null: nobody has it.
const registered_activity* activity_of(const std::vector<registered_activity>& all,
                                       std::string_view event_type, std::string_view user_id);

// X asked our address to prove itself, in vain. Permanent `x.webhook_unproven`.
error unproven(const account& to);

// Why X did not register or examine our address. Errors, besides those of problem.hpp, all
// permanent: `x.webhook_unproven`, `x.webhook_address`, `x.webhook_taken`, `x.webhook_limit`.
error address_refused(const http_response& answer, const account& to,
                      const std::vector<registered_address>& all, timestamp now);

// Why X did not subscribe us. Errors, besides those of problem.hpp, all permanent:
// `x.subscription_taken`, `x.subscription_limit`.
error subscription_refused(const http_response& answer, std::string_view tried, timestamp now);

// The event is delivered to somebody else's address, or by stream. Permanent
// `x.subscription_taken`.
error subscribed_elsewhere(const registered_activity& other, const registered_address* to);

}  // namespace earshot::x
