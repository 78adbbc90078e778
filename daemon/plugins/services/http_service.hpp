// The host service `http` of one plugin instance: its allowed hosts and its budgets before the
// daemon's one client.
#pragma once

#include "earshot/service/clock.hpp"
#include "earshot/service/http.hpp"
#include "net/http_client.hpp"
#include "net/rate_budget.hpp"

namespace earshot::plugins {

// `client` and `time` outlive it.
class http_service final : public http {
public:
    http_service(net::http_client& client, net::egress_rules rules, const clock& time);

    task<result<http_response>> send(http_request request) override;

private:
    net::http_client& client_;
    net::egress_rules rules_;
    const clock& clock_;
    net::rate_budget budget_;
};

}  // namespace earshot::plugins
