// Zendesk's REST API: requests with the token, answers as JSON, and who we and the customers are
// there. One for an instance.
#pragma once

#include <map>
#include <string>

#include "earshot/host.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/message.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"
#include "zendesk/account.hpp"
#include "zendesk/json.hpp"

namespace earshot::zendesk {

class api {
public:
    // Both outlive it.
    api(host& services, const account& at);

    // `path` follows /api/v2. Errors: those of the host and of the table in problem.cpp.
    task<result<json::value>> get(std::string path, request_target target = request_target::fixed);
    // `once`: Zendesk does it once for this key, whatever becomes of the answer; empty: no such.
    task<result<json::value>> send(std::string method, std::string path, json::value body,
                                   request_target target = request_target::fixed,
                                   std::string once = {});

    // Ourselves, as `GET /users/me` tells; asked anew each time. Errors: also unauthorized where
    // Zendesk takes us for nobody.
    task<result<json::value>> who_we_are();
    task<result<std::string>> own_agent();  // our number, asked for once

    // The number of the end user for somebody on a platform, created where there is none.
    task<result<std::string>> end_user(std::string platform, author who);

private:
    task<result<json::value>> call(http_request request, std::string tried, request_target target);

    const account& account_;
    http& http_;
    secrets& secrets_;
    std::string own_agent_;
    std::map<std::string, std::string> end_users_;  // by external id
};

}  // namespace earshot::zendesk
