#include "redmine/problem.hpp"

#include <algorithm>
#include <charconv>

#include "redmine/json.hpp"

namespace earshot::redmine {

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
            return {error_kind::unauthorized, "redmine.unauthorized",
                    "; check the API key, and that Redmine's REST API is switched on"};
        case 403:
            return {error_kind::scope_missing, "redmine.forbidden",
                    "; give Earshot's user a role in the project that may do this"};
        case 404: return {error_kind::gone, "redmine.not_found", ""};
        case 408: return {error_kind::transient, "redmine.unavailable", ""};
        case 409: return {error_kind::conflict, "redmine.conflict", ""};
        case 413: return {error_kind::invalid, "redmine.too_large", ""};
        case 422: return {error_kind::invalid, "redmine.refused", ""};
        case 429: return {error_kind::throttled, "redmine.throttled", ""};
        default: break;
    }
    if (status >= 500) return {error_kind::transient, "redmine.unavailable", ""};
    if (status >= 300 && status < 400)
        return {error_kind::permanent, "redmine.redirect",
                "; configure the address that it points to"};
    return {error_kind::invalid, "redmine.invalid_request", ""};
}

// Redmine's own complaints name fields, not contents.
std::string complaints(std::string_view body) {
    std::string said;
    const auto parsed = parse(body);
    if (!parsed) return said;
    for (const json::value& one : object_view(&*parsed).list("errors"))
        if (const json::string* text = one.if_string())
            said.append(said.empty() ? ": " : "; ").append(text->data(), text->size());
    if (said.size() > longest_complaint) said.resize(longest_complaint);
    std::ranges::replace_if(said, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, ' ');
    return said;
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
               "Redmine answered " + std::string(tried) + " with " + std::to_string(answer.status) +
                   complaints(answer.body) + what.remedy);
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer);
    return made;
}

}  // namespace earshot::redmine
