#include "zendesk/api.hpp"

#include "earshot/helpdesk.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/signature.hpp"
#include "zendesk/problem.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::size_t most_known_users = 10'000;

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

std::string name_of(const author& who) {
    if (!who.display_name.empty()) return who.display_name;
    return who.handle.empty() ? who.id : "@" + who.handle;
}

}  // namespace

api::api(host& services, const account& at)
    : account_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

task<result<json::value>> api::get(std::string path, request_target target) {
    http_request request("GET", account_.url + "/api/v2" + path);
    co_return co_await call(std::move(request), "GET " + without_query(path), target);
}

task<result<json::value>> api::send(std::string method, std::string path, json::value body,
                                    request_target target, std::string once) {
    http_request request(method, account_.url + "/api/v2" + path);
    if (!once.empty()) request.header("idempotency-key", once);
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path, target);
}

task<result<json::value>> api::call(http_request request, std::string tried,
                                    request_target target) {
    const auto token = secrets_.read("token");
    if (!token) co_return fail(error_kind::unauthorized, token.error().code, token.error().detail);
    const std::string proof = account_.email.empty()
                                  ? "Bearer " + *token
                                  : "Basic " + to_base64(account_.email + "/token:" + *token);
    request.header("authorization", proof).header("accept", "application/json");
    request.budget("account").counted_for("account");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried, target));
    co_return parse(answer->body);
}

// Somebody without a good token is an anonymous user, with success.
task<result<json::value>> api::who_we_are() {
    auto answer = co_await get("/users/me.json");
    if (!answer) co_return answer;
    const std::string id = object_view(&*answer).object("user").text("id");
    if (id.empty())
        co_return fail(error_kind::unauthorized, "zendesk.unauthorized",
                       "Zendesk takes us for an anonymous user; renew the token in the Admin "
                       "Center under Apps and integrations");
    own_agent_ = id;
    co_return answer;
}

task<result<std::string>> api::own_agent() {
    if (!own_agent_.empty()) co_return own_agent_;
    const auto answer = co_await who_we_are();
    if (!answer) co_return std::unexpected(answer.error());
    co_return own_agent_;
}

task<result<std::string>> api::end_user(std::string platform, author who) {
    const std::string external = helpdesk::field_key(platform + ":" + who.id);
    if (const auto known = end_users_.find(external); known != end_users_.end())
        co_return known->second;
    json::object body;
    body["user"] = json::object{{"name", name_of(who)},
                                {"external_id", external},
                                {"role", "end-user"},
                                {"verified", true}};
    const auto answer = co_await send("POST", "/users/create_or_update.json", std::move(body));
    if (!answer) co_return std::unexpected(answer.error());
    std::string id = object_view(&*answer).object("user").text("id");
    if (id.empty())
        co_return fail(error_kind::invalid, "zendesk.body", "an end user without number");
    if (end_users_.size() >= most_known_users) end_users_.clear();
    end_users_[external] = id;
    co_return id;
}

}  // namespace earshot::zendesk
