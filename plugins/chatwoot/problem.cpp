#include "chatwoot/problem.hpp"

#include <algorithm>
#include <charconv>

#include "chatwoot/json.hpp"

namespace earshot::chatwoot {

namespace {

constexpr std::size_t longest_complaint = 300;

struct meaning {
    error_kind kind;
    const char* code;
    const char* remedy;
};

meaning meaning_of(int status) {
    switch (status) {
        case 401:
            return {error_kind::unauthorized, "chatwoot.unauthorized",
                    "; configure the access token of a user of the account"};
        case 403:
            return {error_kind::scope_missing, "chatwoot.forbidden",
                    "; Earshot's user must be an agent of the inbox"};
        case 404: return {error_kind::gone, "chatwoot.not_found", ""};
        case 408: return {error_kind::transient, "chatwoot.unavailable", ""};
        case 409: return {error_kind::conflict, "chatwoot.conflict", ""};
        case 413: return {error_kind::invalid, "chatwoot.too_large", ""};
        case 422: return {error_kind::invalid, "chatwoot.refused", ""};
        case 429: return {error_kind::throttled, "chatwoot.throttled", ""};
        default: break;
    }
    if (status >= 500) return {error_kind::transient, "chatwoot.unavailable", ""};
    if (status >= 300 && status < 400)
        return {error_kind::permanent, "chatwoot.redirect", "; configure the address it points to"};
    return {error_kind::invalid, "chatwoot.invalid_request", ""};
}

// Chatwoot's complaints name its own fields. One line of ASCII, short enough for a log.
std::string complaint(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string said = from.text("error");
    if (said.empty()) said = from.text("message");
    if (said.empty()) return said;
    if (said.size() > longest_complaint) said.resize(longest_complaint);
    std::ranges::replace_if(said, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, ' ');
    return ": " + said;
}

// Seconds.
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
               "Chatwoot answered " + std::string(tried) + " with " +
                   std::to_string(answer.status) + complaint(answer.body) + what.remedy);
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer);
    return made;
}

}  // namespace earshot::chatwoot
