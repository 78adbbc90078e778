#include "plugins/services/http_service.hpp"

namespace earshot::plugins {

http_service::http_service(net::http_client& client, net::egress_rules rules, const clock& time)
    : client_(client), rules_(std::move(rules)), clock_(time) {}

task<result<http_response>> http_service::send(http_request request) {
    const std::string label = request.budget_label;
    if (label.empty()) co_return co_await client_.send(std::move(request), rules_);
    const timestamp now = clock_.now();
    if (const auto wait = budget_.wait_before(label, now)) {
        auto used_up = error::throttled(*wait, "http.budget",
                                        "the platform's limit for '" + label +
                                            "' is used up until " + format_rfc3339(now + *wait));
        co_return std::unexpected(std::move(used_up));
    }
    auto answer = co_await client_.send(std::move(request), rules_);
    if (answer) budget_.observe(label, *answer, clock_.now());
    co_return answer;
}

}  // namespace earshot::plugins
