// Zammad's REST API: requests with the token, answers as JSON. One for an instance.
#pragma once

#include <string>

#include "earshot/host.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"
#include "zammad/json.hpp"
#include "zammad/site.hpp"

namespace earshot::zammad {

class server {
public:
    // Both outlive it.
    server(host& services, const site& at);

    // `path` begins with a slash, after `/api/v1`. Errors: those of the host and of the table in
    // problem.cpp.
    task<result<json::value>> get(std::string path, request_target target = request_target::fixed);
    task<result<json::value>> send(std::string method, std::string path, json::value body,
                                   request_target target = request_target::fixed);

    task<result<std::string>> own_user();                            // its number; asked for once
    const std::string& known_own_user() const { return own_user_; }  // empty: not asked yet
    void forget() { own_user_.clear(); }

private:
    task<result<json::value>> call(http_request request, std::string tried, request_target target);

    const site& site_;
    http& http_;
    secrets& secrets_;
    std::string own_user_;
};

}  // namespace earshot::zammad
