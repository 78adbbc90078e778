#include "zammad/problem.hpp"

#include <algorithm>
#include <charconv>

#include "zammad/json.hpp"

namespace earshot::zammad {

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
            return {error_kind::unauthorized, "zammad.unauthorized",
                    "; make a new access token for Earshot's user"};
        case 403:
            return {error_kind::scope_missing, "zammad.forbidden",
                    "; the token needs the permission ticket.agent, and its user full access to "
                    "the group"};
        case 404: return {error_kind::gone, "zammad.not_found", ""};
        case 408: return {error_kind::transient, "zammad.unavailable", ""};
        case 409: return {error_kind::conflict, "zammad.conflict", ""};
        case 413: return {error_kind::invalid, "zammad.too_large", ""};
        case 422: return {error_kind::invalid, "zammad.refused", ""};
        case 429: return {error_kind::throttled, "zammad.throttled", ""};
        default: break;
    }
    if (status >= 500) return {error_kind::transient, "zammad.unavailable", ""};
    if (status >= 300 && status < 400)
        return {error_kind::permanent, "zammad.redirect", "; configure the address it points to"};
    return {error_kind::invalid, "zammad.invalid_request", ""};
}

// Zammad's complaints name its own fields and objects. One line of ASCII, short enough for a log.
std::string complaint(std::string_view body) {
    const auto parsed = parse(body);
    std::string said = parsed ? object_view(&*parsed).text("error") : std::string();
    if (said.empty()) return said;
    if (said.size() > longest_complaint) said.resize(longest_complaint);
    std::ranges::replace_if(said, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, ' ');
    return ": " + said;
}

// Seconds; Zammad itself sends none, a proxy before it may.
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
               "Zammad answered " + std::string(tried) + " with " + std::to_string(answer.status) +
                   complaint(answer.body) + what.remedy);
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer);
    return made;
}

}  // namespace earshot::zammad
