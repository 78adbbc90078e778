// The door for platforms that call us: `/hooks/INSTANCE/ROUTE`. A request whose signature is right
// is stored as it came and then answered with 200; what it says is looked at later.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"
#include "net/http_server.hpp"
#include "plugins/instance.hpp"

namespace earshot::intake {

class webhook_receiver {
public:
    // Calls `stored` after each commit. All outlive it.
    webhook_receiver(journal::journal& journal, const clock& time, log& events,
                     std::function<void()> stored);

    // Which instances have webhooks; replaces the earlier set. [loop]
    void serve(const std::vector<std::shared_ptr<plugins::instance>>& instances);

    // Answers: 200 stored or challenge answered, 400 malformed, 401 signature, 404 no such address,
    // 405 another method, 503 the journal cannot store now (the platform will call again). [loop]
    task<net::server_response> answer(net::server_request request);

private:
    struct route {
        std::shared_ptr<plugins::instance> instance;
        webhook_route rules;
    };

    task<net::server_response> keep(const route& at, webhook_request request);
    net::server_response challenge(const route& at, const webhook_request& request) const;
    result<void> check_signature(const route& at, const webhook_request& request) const;
    void note_refusal(const route& at, const std::string& peer, const error& why);

    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    std::function<void()> stored_;
    std::map<std::string, route, std::less<>> routes_;  // by path
};

}  // namespace earshot::intake
