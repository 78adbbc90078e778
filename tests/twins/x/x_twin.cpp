#include "twins/x/x_twin.hpp"

#include <boost/json.hpp>

#include "twins/x/calls.hpp"
#include "twins/x/problems.hpp"

namespace earshot::twins::x {

namespace {

std::optional<std::vector<std::string>> match(std::string_view pattern, std::string_view path) {
    const auto wanted = split(pattern, '/');
    const auto given = split(path, '/');
    if (wanted.size() != given.size()) return std::nullopt;
    std::vector<std::string> captured;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "{}")
            captured.push_back(percent_decode(given[i]));
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return captured;
}

std::optional<answer> refuse_caller(access_rule rule, const caller& who) {
    if (rule == access_rule::anyone) return std::nullopt;
    if (who.as == context::nobody) return unauthorized();
    const bool wrong = (rule == access_rule::user_only && who.as != context::user) ||
                       (rule == access_rule::application_only && who.as != context::application);
    if (wrong) return wrong_context();
    return std::nullopt;
}

bool is_admin(const net::server_request& request) { return request.path.starts_with("/twin/"); }

}  // namespace

answer x_twin::handle(const net::server_request& request) {
    platform_.advance();
    for (const auto& table :
         {timeline_routes(), publishing_routes(), token_routes(), webhook_routes(), admin_routes()})
        for (const route& one : table) {
            if (one.method != request.method) continue;
            auto captured = match(one.pattern, request.path);
            if (captured) return serve(one, std::move(*captured), request);
        }
    return no_such_endpoint(request.path);
}

answer x_twin::serve(const route& found, std::vector<std::string> captured,
                     const net::server_request& request) {
    call now{platform_, request, parameters::parse(request.query), std::move(captured), {}};
    if (is_admin(request)) return found.handler(now);
    now.who = platform_.access.identify(request, platform_.now());
    ++platform_.requests[std::string(found.label.empty() ? "token" : found.label)];
    if (auto refused = planted(request, now.who)) return *refused;
    if (auto refused = refuse_caller(found.rule, now.who)) return *refused;
    std::optional<allowance> allowed;
    if (!found.label.empty())
        allowed = platform_.limits.take(found.label, now.who, platform_.now());
    if (allowed && !allowed->granted) return too_many_requests(*allowed);
    answer out = found.handler(now);
    if (allowed) put_headers(*allowed, out);
    if (const auto what =
            platform_.broken.strike(request.method, request.path, {"delay", "lost_answer"}))
        spoil(*what, out);
    return out;
}

std::optional<answer> x_twin::planted(const net::server_request& request, const caller& who) {
    const auto what = platform_.broken.strike(request.method, request.path,
                                              {"http_*", "hang", "drop", "garbage", "rate_limited",
                                               "unauthorized", "expired", "revoked", "credits"});
    if (!what) return std::nullopt;
    if (what->kind == "expired") platform_.access.expire_all();
    if (what->kind == "revoked") platform_.access.revoke_all();
    if (what->kind == "credits") return out_of_credits();
    if (what->kind == "rate_limited") {
        const duration wait = std::chrono::seconds{what->retry_after};
        return too_many_requests(
            {false, who.as == context::user ? 300 : 450, 0, platform_.now() + wait});
    }
    const auto common = refuse(*what);
    return common ? *common : unauthorized();
}

answer x_twin::resume(std::int64_t id, const std::optional<http_response>& outcome) {
    return finish_challenge(platform_, id, outcome);
}

std::vector<outgoing> x_twin::take_outgoing() {
    platform_.advance();
    return platform_.hooks.take();
}

std::vector<std::string> x_twin::take_events() {
    std::vector<std::string> out;
    for (const boost::json::object& event : platform_.take_events())
        out.push_back(boost::json::serialize(event));
    return out;
}

}  // namespace earshot::twins::x
