#include "bluesky/client.hpp"

#include "bluesky/problem.hpp"
#include "earshot/http_problem.hpp"

namespace earshot::bluesky {

namespace {

std::string url_of(const account& to, const std::string& call, const std::string& query) {
    return to.service + "/xrpc/" + call + (query.empty() ? "" : "?" + query);
}

bool of_the_token(const error& why) {
    return why.code == token_expired || why.code == token_refused;
}

}  // namespace

client::client(const account& to, host& services)
    : account_(to),
      http_(use<http>(services)),
      clock_(use<clock>(services)),
      session_(to, services) {}

task<result<tokens>> client::who() { return session_.open(); }

// The server counts what is read by address: all our accounts there share it.
http_request client::reading(const std::string& call, const std::string& query) const {
    http_request made("GET", url_of(account_, call, query));
    made.budget("read").counted_for("address");
    return made;
}

task<result<std::string>> client::get(std::string call, std::string query) {
    http_request request = reading(call, query);
    co_return co_await send(std::move(request), std::move(call));
}

task<result<std::string>> client::listen(std::string call, std::string query) {
    http_request request = reading(call, query);
    request.can_wait();
    co_return co_await send(std::move(request), std::move(call));
}

task<result<std::string>> client::post(std::string call, std::string body) {
    http_request request("POST", url_of(account_, call, ""));
    request.content("application/json", std::move(body)).budget("write");
    auto answer = co_await send(std::move(request), std::move(call));
    if (!answer && answer.error().code == "http.too_large")
        answer.error().kind = error_kind::conflict;
    co_return answer;
}

// The server counts uploads apart from what is written, and by address.
task<result<std::string>> client::upload(std::string media_type, std::string bytes) {
    std::string call = "com.atproto.repo.uploadBlob";
    http_request request("POST", url_of(account_, call, ""));
    request.content(std::move(media_type), std::move(bytes));
    request.budget("upload").counted_for("address");
    auto answer = co_await send(std::move(request), std::move(call));
    if (!answer && answer.error().code == "http.too_large")
        answer.error().kind = error_kind::transient;
    co_return answer;
}

task<result<std::string>> client::send(http_request request, std::string call) {
    const auto held = co_await session_.open();
    if (!held) co_return std::unexpected(held.error());
    request.header("authorization", "Bearer " + held->access);
    auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (success(*answer)) co_return std::move(answer->body);
    error why = error_of(*answer, call, clock_.now());
    if (of_the_token(why)) session_.refused(held->access);
    co_return std::unexpected(std::move(why));
}

}  // namespace earshot::bluesky
