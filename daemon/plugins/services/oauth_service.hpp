// The host service `oauth` of one plugin instance: keeps its tokens fresh and durable.
//
// Many platforms let a refresh token work once and revoke the whole grant when it comes back. So
// there is one refresh at a time, which no caller's cancellation ends, and its outcome is on disk
// before anybody sees it.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <optional>

#include "base/task_scope.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/oauth_grant.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/service/store.hpp"
#include "plugins/services/oauth_exchange.hpp"

namespace earshot::plugins {

// The services it is given outlive it. stop() must have returned before it is destroyed.
class oauth_service final : public oauth, public oauth_grant {
public:
    oauth_service(boost::asio::any_io_executor loop, http& requests, secrets& secret_values,
                  store& kept, const clock& time, log& events);

    task<result<std::string>> access_token(oauth_client client) override;
    void reject(const std::string& token) override;
    std::string scope() const override { return current_ ? current_->scope : std::string(); }

    // Waits for a refresh in progress, which ends by its own time-out at the latest.
    task<void> stop();

private:
    bool good() const;
    bool seed_replaced(const oauth_client& client);
    void begin(oauth_client client);
    task<void> renew(oauth_client client);
    task<result<void>> renewed(oauth_client client);
    task<result<void>> load();
    result<void> follow_seed(const oauth_client& client);
    task<result<void>> refresh(oauth_client client);
    result<std::string> client_secret(const oauth_client& client);
    task<result<void>> save();

    http& http_;
    secrets& secrets_;
    store& store_;
    const clock& clock_;
    log& log_;
    bool loaded_ = false;
    bool saved_ = true;  // what is current is on disk
    bool renewing_ = false;
    std::optional<token_pair> current_;
    std::optional<error> refused_;    // the refresh token is dead; only another seed can help
    result<void> outcome_;            // of the last renewal
    boost::asio::steady_timer bell_;  // rung when a renewal ends
    base::task_scope scope_;
};

}  // namespace earshot::plugins
