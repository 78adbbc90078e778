#include "freshdesk/problem.hpp"

#include <algorithm>
#include <charconv>

#include "freshdesk/json.hpp"

namespace earshot::freshdesk {

namespace {

constexpr std::size_t longest_complaint = 200;

struct meaning {
    error_kind kind;
    const char* code;
    const char* remedy;
};

meaning meaning_of(int status) {
    switch (status) {
        case 401:
            return {error_kind::unauthorized, "freshdesk.unauthorized",
                    "; renew the API key in the agent's profile settings"};
        case 403:
            return {error_kind::scope_missing, "freshdesk.forbidden",
                    "; give Earshot's agent a role that may do this"};
        case 404: return {error_kind::gone, "freshdesk.not_found", ""};
        case 408: return {error_kind::transient, "freshdesk.unavailable", ""};
        case 409: return {error_kind::conflict, "freshdesk.conflict", ""};
        case 413: return {error_kind::invalid, "freshdesk.too_large", ""};
        case 429: return {error_kind::throttled, "freshdesk.throttled", ""};
        default: break;
    }
    if (status >= 500) return {error_kind::transient, "freshdesk.unavailable", ""};
    if (status >= 300 && status < 400)
        return {error_kind::permanent, "freshdesk.redirect",
                "; configure the address that it points to"};
    return {error_kind::invalid, "freshdesk.refused", ""};
}

// Which fields it complains of, and its codes for why, without what was in them.
std::string complaints(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string said = from.text("code");
    for (const json::value& one : from.list("errors")) {
        const object_view complaint(&one);
        if (!said.empty()) said += ", ";
        said += complaint.text("field") + " " + complaint.text("code");
    }
    if (said.size() > longest_complaint) said.resize(longest_complaint);
    std::ranges::replace_if(said, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, ' ');
    return said.empty() ? said : ": " + said;
}

duration wait_of(const http_response& answer) {
    constexpr std::int64_t most = 86'400;
    const auto text = answer.header("retry-after").value_or("");
    std::int64_t wait = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), wait);
    if (read.ec != std::errc{} || wait < 0) return duration{0};
    return std::chrono::seconds{std::min(wait, most)};
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried) {
    const meaning what = meaning_of(answer.status);
    error made(what.kind, what.code,
               "Freshdesk answered " + std::string(tried) + " with " +
                   std::to_string(answer.status) + complaints(answer.body) + what.remedy);
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer);
    return made;
}

}  // namespace earshot::freshdesk
