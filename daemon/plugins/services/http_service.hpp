// The host service `http` of one plugin instance: its allowed hosts and its budgets before the
// daemon's one client. Budgets that accounts share are the daemon's, kept by host and by whom the
// platform counts.
#pragma once

#include "earshot/service/clock.hpp"
#include "earshot/service/http.hpp"
#include "net/http_client.hpp"
#include "net/peer_clock.hpp"
#include "net/rate_budget.hpp"

namespace earshot::plugins {

// All but `rules` outlive it.
class http_service final : public http {
public:
    http_service(net::http_client& client, net::egress_rules rules, const clock& time,
                 net::rate_budget& shared);

    task<result<http_response>> send(http_request request) override;

    // Of the first of the instance's hosts, which is its platform's or helpdesk's own.
    const net::peer_clock& its_clock() const { return its_clock_; }

private:
    // One that a request draws on.
    struct share {
        net::rate_budget* of;
        std::string key;
        net::limits_of limits = net::limits_of::everybody;
    };

    std::vector<share> drawn_on(const http_request& request);
    std::optional<duration> wait_before(const std::vector<share>& shares, timestamp now,
                                        bool can_wait) const;
    bool is_its_own(const std::string& url) const;

    net::http_client& client_;
    net::egress_rules rules_;
    const clock& clock_;
    net::rate_budget own_;
    net::rate_budget& shared_;
    net::peer_clock its_clock_;
};

}  // namespace earshot::plugins
