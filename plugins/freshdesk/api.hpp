// Freshdesk's REST API: requests with the key, answers as JSON, and who is who there. One for an
// instance.
#pragma once

#include <map>
#include <string>

#include "earshot/host.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"
#include "freshdesk/account.hpp"
#include "freshdesk/json.hpp"

namespace earshot::freshdesk {

class api {
public:
    // Both outlive it.
    api(host& services, const account& at);

    // `path` follows /api/v2. Errors: those of the host and of the table in problem.cpp.
    task<result<json::value>> get(std::string path, request_target target = request_target::fixed);
    task<result<json::value>> send(std::string method, std::string path, json::value body,
                                   request_target target = request_target::fixed);

    task<result<std::string>> who_we_are();  // our number, asked for anew
    task<result<std::string>> own_agent();   // the same, asked for once

    // An agent's name, or `agent N` where we may not know it.
    task<result<std::string>> agent_name(std::string id);

private:
    task<result<json::value>> call(http_request request, std::string tried, request_target target);

    const account& account_;
    http& http_;
    secrets& secrets_;
    std::string own_agent_;
    std::map<std::string, std::string> names_;
};

}  // namespace earshot::freshdesk
