#include "plugins/services/http_service.hpp"

#include "net/url.hpp"

namespace earshot::plugins {

namespace {

// Another host has limits of its own, whatever name it counts under.
std::string shared_key(const http_request& request, std::string_view whom) {
    const auto address = net::parse_url(request.url);
    const std::string host = address ? net::to_string(address->at) : std::string();
    return host + "\n" + std::string(whom) + "\n" + request.budget_label;
}

}  // namespace

http_service::http_service(net::http_client& client, net::egress_rules rules, const clock& time,
                           net::rate_budget& shared)
    : client_(client), rules_(std::move(rules)), clock_(time), shared_(shared) {}

task<result<http_response>> http_service::send(http_request request) {
    const std::string label = request.budget_label;
    const std::vector<share> shares = drawn_on(request);
    const timestamp now = clock_.now();
    if (const auto wait = wait_before(shares, now, request.waits)) {
        auto used_up = error::throttled(*wait, "http.budget",
                                        "the platform's limit for '" + label +
                                            "' is used up until " + format_rfc3339(now + *wait));
        co_return std::unexpected(std::move(used_up));
    }
    const bool own_host = is_its_own(request.url);
    auto answer = co_await client_.send(std::move(request), rules_);
    if (!answer) co_return answer;
    if (own_host) its_clock_.observe(*answer, now, clock_.now());
    for (const share& one : shares) one.of->observe(one.key, *answer, clock_.now(), one.limits);
    co_return answer;
}

bool http_service::is_its_own(const std::string& url) const {
    if (rules_.origins.empty()) return false;
    const net::egress_rules first{{rules_.origins.front()}};
    return first.check(url).has_value();
}

std::vector<http_service::share> http_service::drawn_on(const http_request& request) {
    using net::limits_of;
    if (request.budget_label.empty()) return {};
    std::vector<share> out;
    if (!request.shared_by.empty())
        out.push_back({&shared_, shared_key(request, "for " + request.shared_by)});
    else
        out.push_back({&own_, request.budget_label});
    if (request.application.empty()) return out;
    out.front().limits = limits_of::the_rest;
    out.push_back(
        {&shared_, shared_key(request, "from " + request.application), limits_of::application});
    return out;
}

std::optional<duration> http_service::wait_before(const std::vector<share>& shares, timestamp now,
                                                  bool can_wait) const {
    std::optional<duration> longest;
    for (const share& one : shares)
        longest = std::max(longest, one.of->wait_before(one.key, now, can_wait));
    return longest;
}

}  // namespace earshot::plugins
