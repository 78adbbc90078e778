// Chatwoot's REST API: requests with the token, answers as JSON. One for an instance.
#pragma once

#include <string>

#include "chatwoot/json.hpp"
#include "chatwoot/site.hpp"
#include "earshot/host.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"

namespace earshot::chatwoot {

class server {
public:
    // Both outlive it.
    server(host& services, const site& at);

    // `path` begins with a slash, after the account's number. An empty body gives null. Errors:
    // those of the host and of the table in problem.cpp.
    task<result<json::value>> get(std::string path, request_target target = request_target::fixed);
    task<result<json::value>> send(std::string method, std::string path, json::value body,
                                   request_target target = request_target::fixed);

    // The contact with this identifier, made where there is none: its `source_id` in our inbox.
    task<result<json::value>> contact(json::value wanted);

    task<result<std::string>> own_user();                            // its number; asked for once
    const std::string& known_own_user() const { return own_user_; }  // empty: not asked yet

private:
    task<result<json::value>> call(http_request request, std::string tried, request_target target);
    std::string address(const std::string& path) const;

    const site& site_;
    http& http_;
    secrets& secrets_;
    std::string own_user_;
};

}  // namespace earshot::chatwoot
