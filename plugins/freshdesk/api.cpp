#include "freshdesk/api.hpp"

#include "earshot/http_problem.hpp"
#include "earshot/signature.hpp"
#include "freshdesk/problem.hpp"

namespace earshot::freshdesk {

namespace {

constexpr std::size_t most_names = 1'000;

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

}  // namespace

api::api(host& services, const account& at)
    : account_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

task<result<json::value>> api::get(std::string path, request_target target) {
    http_request request("GET", account_.url + "/api/v2" + path);
    co_return co_await call(std::move(request), "GET " + without_query(path), target);
}

task<result<json::value>> api::send(std::string method, std::string path, json::value body,
                                    request_target target) {
    http_request request(method, account_.url + "/api/v2" + path);
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path, target);
}

task<result<json::value>> api::call(http_request request, std::string tried,
                                    request_target target) {
    const auto key = secrets_.read("api_key");
    if (!key) co_return fail(error_kind::unauthorized, key.error().code, key.error().detail);
    request.header("authorization", "Basic " + to_base64(*key + ":X"))
        .header("accept", "application/json")
        .budget("account")
        .counted_for("account");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried, target));
    co_return parse(answer->body);
}

task<result<std::string>> api::who_we_are() {
    const auto answer = co_await get("/agents/me");
    if (!answer) co_return std::unexpected(answer.error());
    own_agent_ = object_view(&*answer).text("id");
    if (own_agent_.empty())
        co_return fail(error_kind::invalid, "freshdesk.body", "Freshdesk does not say who we are");
    co_return own_agent_;
}

task<result<std::string>> api::own_agent() {
    if (!own_agent_.empty()) co_return own_agent_;
    co_return co_await who_we_are();
}

task<result<std::string>> api::agent_name(std::string id) {
    if (const auto known = names_.find(id); known != names_.end()) co_return known->second;
    const auto answer = co_await get("/agents/" + id, request_target::one_thing);
    std::string name;
    if (answer) name = object_view(&*answer).object("contact").text("name");
    const bool unknown = !answer && (answer.error().kind == error_kind::scope_missing ||
                                     answer.error().kind == error_kind::gone);
    if (!answer && !unknown) co_return std::unexpected(answer.error());
    if (name.empty()) name = "agent " + id;
    if (names_.size() >= most_names) names_.clear();
    names_[id] = name;
    co_return name;
}

}  // namespace earshot::freshdesk
