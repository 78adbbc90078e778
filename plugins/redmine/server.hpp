// Redmine's REST API: requests with the key, answers as JSON, and what hardly ever changes there,
// asked for once. One for an instance.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "earshot/host.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/secrets.hpp"
#include "redmine/json.hpp"
#include "redmine/site.hpp"

namespace earshot::redmine {

class server {
public:
    // Both outlive it.
    server(host& services, const site& at);

    // `path` begins with a slash. An empty body gives null. Errors: those of the host and of the
    // table in problem.cpp.
    task<result<json::value>> get(std::string path, request_target target = request_target::fixed);
    task<result<json::value>> send(std::string method, std::string path, json::value body,
                                   request_target target = request_target::fixed);

    task<result<std::string>> own_user();  // its number
    // Its number; nothing: it is given by name, and no issue is there yet that could tell.
    task<result<std::optional<std::string>>> case_field();
    // The same, as an issue that was created tells it.
    std::optional<std::string> learn_case_field(const object_view& issue);
    task<result<std::set<std::string>>> closed();  // numbers of the statuses that are
    task<result<std::string>> open_status();       // as configured, or the first that is open

    // What was asked for once is asked for again.
    void forget();

private:
    task<result<json::value>> call(http_request request, std::string tried, request_target target);
    task<result<json::value>> statuses();
    task<result<json::value>> get_if_allowed(std::string path);
    task<result<std::optional<std::string>>> look_for_case_field();
    std::optional<std::string> field_among(const json::array& fields) const;

    const site& site_;
    http& http_;
    secrets& secrets_;
    std::string own_user_;
    std::string case_field_;
    std::optional<json::value> statuses_;
};

}  // namespace earshot::redmine
