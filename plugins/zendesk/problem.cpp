#include "zendesk/problem.hpp"

#include <algorithm>
#include <charconv>

#include "zendesk/json.hpp"

namespace earshot::zendesk {

namespace {

constexpr std::size_t longest_code = 80;

struct meaning {
    error_kind kind;
    const char* code;
    const char* remedy;
};

meaning meaning_of(int status, std::string_view code) {
    // The same idempotency key with other words: an earlier attempt arrived.
    if (status == 400 && code == "IdempotentRequestError")
        return {error_kind::conflict, "zendesk.already_created", ""};
    if (code == "StartTimeTooRecent") return {error_kind::transient, "zendesk.too_soon", ""};
    switch (status) {
        case 401:
            return {error_kind::unauthorized, "zendesk.unauthorized",
                    "; renew the token in the Admin Center under Apps and integrations"};
        case 403:
            return {error_kind::scope_missing, "zendesk.forbidden",
                    "; give Earshot's agent a role that may do this"};
        case 404: return {error_kind::gone, "zendesk.not_found", ""};
        case 408: return {error_kind::transient, "zendesk.unavailable", ""};
        case 409: return {error_kind::conflict, "zendesk.conflict", ""};
        case 413: return {error_kind::invalid, "zendesk.too_large", ""};
        case 422: return {error_kind::invalid, "zendesk.refused", ""};
        case 429: return {error_kind::throttled, "zendesk.throttled", ""};
        default: break;
    }
    if (status >= 500) return {error_kind::transient, "zendesk.unavailable", ""};
    if (status >= 300 && status < 400)
        return {error_kind::permanent, "zendesk.redirect",
                "; configure the address that it points to"};
    return {error_kind::invalid, "zendesk.invalid_request", ""};
}

// `RecordInvalid`; in some answers an object with a title.
std::string code_in(std::string_view body) {
    const auto parsed = parse(body);
    const object_view from(parsed ? &*parsed : nullptr);
    std::string code = from.text("error");
    if (code.empty()) code = from.object("error").text("title");
    code.resize(std::min(code.size(), longest_code));
    std::ranges::replace_if(code, [](unsigned char c) { return c < 0x20 || c > 0x7E; }, ' ');
    return code;
}

// Which fields it complains of, without what was in them.
std::string fields_in(std::string_view body) {
    const auto parsed = parse(body);
    std::string named;
    const json::object* from = parsed ? parsed->if_object() : nullptr;
    const json::value* details = from ? from->if_contains("details") : nullptr;
    if (!details || !details->is_object()) return named;
    for (const auto& one : details->get_object())
        if (named.size() < longest_code)
            named.append(named.empty() ? " about " : ", ").append(std::string(one.key()));
    return named;
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
    const std::string code = code_in(answer.body);
    const meaning what = meaning_of(answer.status, code);
    error made(what.kind, what.code,
               "Zendesk answered " + std::string(tried) + " with " + std::to_string(answer.status) +
                   (code.empty() ? "" : " ") + code + fields_in(answer.body) + what.remedy);
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer);
    return made;
}

}  // namespace earshot::zendesk
