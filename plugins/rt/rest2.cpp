#include "rt/rest2.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "earshot/json_text.hpp"
#include "earshot/signature.hpp"
#include "rt/problem.hpp"

namespace earshot::rt {

namespace {

namespace json = boost::json;

std::string header(const http_response& from, std::string_view name) {
    return std::string(from.header(name).value_or(""));
}

bool digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// `/ticket/12` names one thing; `/ticket`, where tickets are made, and `/tickets` are always there.
request_target target_of(std::string_view path) {
    return path.find('/', 1) == path.npos ? request_target::fixed : request_target::one_thing;
}

}  // namespace

call& call::content(const json::value& what) {
    body = json::serialize(what);
    return *this;
}

rest2::rest2(host& services)
    : base_(services.configuration().base_url("url")),
      http_(use<http>(services)),
      secrets_(use<secrets>(services)) {}

result<std::string> rest2::token() const {
    auto held = secrets_.read("token");
    if (!held) return fail(error_kind::unauthorized, held.error().code, held.error().detail);
    const auto end = held->find_last_not_of(" \r\n\t");
    return held->substr(0, end == std::string::npos ? 0 : end + 1);
}

// `1-31-4c77...`: a version, the user, the secret.
result<std::string> rest2::own_id() const {
    const auto held = token();
    if (!held) return std::unexpected(held.error());
    const auto first = held->find('-');
    const auto second = first == std::string::npos ? first : held->find('-', first + 1);
    if (second != std::string::npos) {
        std::string id = held->substr(first + 1, second - first - 1);
        if (digits(id) && id.size() < 20) return id;
    }
    return fail(error_kind::unauthorized, "rt.token",
                "the token has not the form of an auth token of Request Tracker, 1-USER-SECRET: "
                "make one under Logged in as, Settings, Auth Tokens");
}

http_request rest2::request_for(const call& what, const std::string& token) const {
    std::string url = base_ + "/REST/2.0" + what.path;
    char between = '?';
    for (const auto& [name, value] : what.query) {
        url += between + percent_encode(name) + '=' + percent_encode(value);
        between = '&';
    }
    http_request request(what.method, std::move(url));
    request.header("authorization", "token " + token).header("accept", "application/json");
    if (!what.etag.empty()) request.header("if-match", what.etag);
    if (!what.body.empty()) request.content("application/json", what.body);
    return request;
}

task<result<answer>> rest2::send(call what) {
    const auto held = token();
    if (!held) co_return std::unexpected(held.error());
    http_request request = request_for(what, *held);
    const auto got = co_await http_.send(std::move(request));
    if (!got) co_return std::unexpected(got.error());
    const std::string tried = what.method + " " + what.path;
    if (!success(*got)) co_return std::unexpected(error_of(*got, tried, target_of(what.path)));

    answer out;
    json::error_code problem;
    out.body = json::parse(without_lone_surrogates(got->body), problem);
    if (problem)
        co_return fail(error_kind::transient, "rt.not_json",
                       tried +
                           " was answered with something that is not JSON, perhaps by a proxy "
                           "or a login page: see whether url is Request Tracker's own");
    out.etag = header(*got, "etag");
    out.location = header(*got, "location");
    co_return out;
}

std::string rest2::page_of(const std::string& ticket_id) const {
    return base_ + "/Ticket/Display.html?id=" + ticket_id;
}

}  // namespace earshot::rt
