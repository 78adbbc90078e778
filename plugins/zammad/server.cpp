#include "zammad/server.hpp"

#include "earshot/http_problem.hpp"
#include "zammad/problem.hpp"

namespace earshot::zammad {

namespace {

constexpr const char* api = "/api/v1";

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

}  // namespace

server::server(host& services, const site& at)
    : site_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

task<result<json::value>> server::get(std::string path, request_target target) {
    http_request request("GET", site_.url + api + path);
    co_return co_await call(std::move(request), "GET " + without_query(path), target);
}

task<result<json::value>> server::send(std::string method, std::string path, json::value body,
                                       request_target target) {
    http_request request(method, site_.url + api + path);
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path, target);
}

task<result<json::value>> server::call(http_request request, std::string tried,
                                       request_target target) {
    const auto token = secrets_.read("token");
    if (!token) co_return fail(error_kind::unauthorized, token.error().code, token.error().detail);
    request.header("authorization", "Token token=" + *token).header("accept", "application/json");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried, target));
    auto body = parse(answer->body);
    // It may have done what was asked; nobody can tell from this answer.
    if (!body) co_return fail(error_kind::transient, body.error().code, body.error().detail);
    co_return body;
}

task<result<std::string>> server::own_user() {
    if (!own_user_.empty()) co_return own_user_;
    const auto answer = co_await get("/users/me");
    if (!answer) co_return std::unexpected(answer.error());
    own_user_ = object_view(&*answer).text("id");
    if (own_user_.empty())
        co_return fail(error_kind::transient, "zammad.body", "Zammad does not say who we are");
    co_return own_user_;
}

}  // namespace earshot::zammad
