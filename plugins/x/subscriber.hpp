// Brings what X has registered to what is configured: our address registered and proven, the brand
// subscribed. Adds and repairs what is ours; never removes, and leaves alone what others made.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "x/authorization.hpp"
#include "x/registrations.hpp"

namespace earshot::x {

class subscriber {
public:
    using caller = std::function<task<result<http_response>>(http_request, access)>;

    // All but `ask` outlive it.
    subscriber(const account& to, const clock& time, log& events, caller ask)
        : account_(to), clock_(time), log_(events), ask_(std::move(ask)) {}

    // Once. As subscriptions::mend_subscriptions; errors of the kinds of registrations.hpp.
    task<result<void>> mend();

private:
    task<result<void>> see_to_address();
    task<result<void>> add_address();
    task<result<void>> prove_address();
    task<result<void>> see_to_account_activity();
    task<result<void>> see_to_activities();
    task<result<void>> see_to(std::string event_type, const registered_activity* known);
    task<result<void>> subscribe(http_request wanted, std::string event_type);
    task<result<std::string>> list(std::string path);

    http_request request(std::string method, const std::string& path) const;
    void did(const std::string& what);

    const account& account_;
    const clock& clock_;
    log& log_;
    caller ask_;
    std::vector<registered_address> addresses_;
    std::string own_address_;  // its id
};

}  // namespace earshot::x
