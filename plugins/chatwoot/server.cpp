#include "chatwoot/server.hpp"

#include "chatwoot/problem.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/signature.hpp"

namespace earshot::chatwoot {

namespace {

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

}  // namespace

server::server(host& services, const site& at)
    : site_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

std::string server::address(const std::string& path) const {
    return site_.url + "/api/v1/accounts/" + site_.account + path;
}

task<result<json::value>> server::get(std::string path, request_target target) {
    http_request request("GET", address(path));
    co_return co_await call(std::move(request), "GET " + without_query(path), target);
}

task<result<json::value>> server::send(std::string method, std::string path, json::value body,
                                       request_target target) {
    http_request request(method, address(path));
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path, target);
}

// The address for clients: with it the same identifier gives the same contact. It takes no token,
// and the inbox's identifier in it is a secret: errors do not name it.
task<result<json::value>> server::contact(json::value wanted) {
    const auto inbox = secrets_.read("inbox_identifier");
    if (!inbox) co_return fail(error_kind::unauthorized, inbox.error().code, inbox.error().detail);
    if (secrets_.read("hmac_token")) {
        const auto token = secrets_.read("hmac_token");
        const std::string identifier = object_view(&wanted).text("identifier");
        wanted.get_object()["identifier_hash"] = to_hex(hmac(hash::sha256, *token, identifier));
    }
    http_request request(
        "POST", site_.url + "/public/api/v1/inboxes/" + percent_encode(*inbox) + "/contacts");
    request.content("application/json", json::serialize(wanted));
    co_return co_await call(std::move(request), "POST a contact of the inbox",
                            request_target::fixed);
}

task<result<json::value>> server::call(http_request request, std::string tried,
                                       request_target target) {
    const auto token = secrets_.read("token");
    if (!token) co_return fail(error_kind::unauthorized, token.error().code, token.error().detail);
    request.header("api_access_token", *token).header("accept", "application/json");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried, target));
    if (answer->body.find_first_not_of(" \r\n") == std::string::npos) co_return json::value();
    auto body = parse(answer->body);
    // It may have done what was asked; nobody can tell from this answer.
    if (!body) co_return fail(error_kind::transient, body.error().code, body.error().detail);
    co_return body;
}

task<result<std::string>> server::own_user() {
    if (!own_user_.empty()) co_return own_user_;
    http_request request("GET", site_.url + "/api/v1/profile");
    const auto answer = co_await call(std::move(request), "GET /profile", request_target::fixed);
    if (!answer) co_return std::unexpected(answer.error());
    own_user_ = object_view(&*answer).text("id");
    if (own_user_.empty())
        co_return fail(error_kind::transient, "chatwoot.body", "Chatwoot does not say who we are");
    co_return own_user_;
}

}  // namespace earshot::chatwoot
