#include "bluesky/problem.hpp"

#include <algorithm>
#include <array>

#include "bluesky/json_reader.hpp"
#include "earshot/short_text.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_message = 200;
constexpr std::int64_t longest_wait = 86'400;  // s

struct meaning {
    std::string_view name;
    error_kind kind;
    std::string_view code;
    std::string_view remedy;
};

constexpr std::string_view look_at_account =
    "; log in with the app or look at the account's e-mail to see why, and appeal there";

constexpr std::string_view smaller_picture =
    "; the server takes nothing as large: answer with a smaller picture, or without";
constexpr std::string_view other_picture =
    "; the server does not take a picture of that kind: answer with another, or without";

constexpr std::array meanings{
    meaning{"ExpiredToken", error_kind::unauthorized, token_expired, ""},
    meaning{"InvalidToken", error_kind::unauthorized, token_refused, ""},
    meaning{"AuthenticationRequired", error_kind::unauthorized, token_refused, ""},
    meaning{"AuthMissing", error_kind::unauthorized, token_refused, ""},
    meaning{"AccountTakedown", error_kind::unauthorized, account_blocked, look_at_account},
    meaning{"AccountSuspended", error_kind::unauthorized, account_blocked, look_at_account},
    meaning{"AccountDeactivated", error_kind::unauthorized, account_blocked, look_at_account},
    meaning{"AuthFactorTokenRequired", error_kind::unauthorized, "bluesky.app_password_needed",
            "; the account wants a second factor: use an app password"},
    meaning{"RecordNotFound", error_kind::gone, not_found, ""},
    meaning{"NotFound", error_kind::gone, not_found, ""},
    meaning{"BlockedActor", error_kind::permanent, "bluesky.blocked", ""},
    meaning{"BlockedByActor", error_kind::permanent, "bluesky.blocked", ""},
    meaning{"InvalidSwap", error_kind::transient, "bluesky.swap", ""},
    meaning{"RateLimitExceeded", error_kind::throttled, "bluesky.rate_limit", ""},
    meaning{"UpstreamFailure", error_kind::transient, "bluesky.server", ""},
    meaning{"UpstreamTimeout", error_kind::transient, "bluesky.server", ""},
    meaning{"NotEnoughResources", error_kind::transient, "bluesky.server", ""},
    meaning{"InternalServerError", error_kind::transient, "bluesky.server", ""},
    meaning{"InvalidRequest", error_kind::invalid, "bluesky.invalid_request", ""},
    meaning{"InvalidRecord", error_kind::invalid, "bluesky.invalid_record", ""},
    meaning{"BlobNotFound", error_kind::transient, "bluesky.picture_lost", ""},
    meaning{"BlobTooLarge", error_kind::permanent, "bluesky.too_large", smaller_picture},
    meaning{"PayloadTooLarge", error_kind::permanent, "bluesky.too_large", smaller_picture},
    meaning{"InvalidMimeType", error_kind::permanent, "bluesky.picture_refused", other_picture},
    meaning{"UnsupportedMediaType", error_kind::permanent, "bluesky.picture_refused",
            other_picture},
    meaning{"MethodNotImplemented", error_kind::permanent, "bluesky.no_such_call",
            "; check that `service` is the address of a PDS"},
    meaning{"XRPCNotSupported", error_kind::permanent, "bluesky.no_such_call",
            "; check that `service` is the address of a PDS"},
};

meaning by_status(int status) {
    switch (status) {
        case 400: return {"", error_kind::invalid, "bluesky.invalid_request", ""};
        case 401: return {"", error_kind::unauthorized, token_refused, ""};
        case 403: return {"", error_kind::permanent, "bluesky.refused", ""};
        case 404:
            return {"", error_kind::permanent, "bluesky.no_such_call",
                    "; check that `service` is the address of a PDS"};
        case 408: return {"", error_kind::transient, "bluesky.server", ""};
        case 413: return {"", error_kind::permanent, "bluesky.too_large", smaller_picture};
        case 415: return {"", error_kind::permanent, "bluesky.picture_refused", other_picture};
        case 429: return {"", error_kind::throttled, "bluesky.rate_limit", ""};
        default: break;
    }
    if (status >= 500) return {"", error_kind::transient, "bluesky.server", ""};
    return {"", error_kind::permanent, "bluesky.unexpected_status", ""};
}

meaning meaning_of(std::string_view name, int status) {
    const auto* known = std::ranges::find(meanings, name, &meaning::name);
    return known == meanings.end() ? by_status(status) : *known;
}

// Bluesky gives the reset in seconds since the epoch and, on a refusal, the seconds until then.
duration wait_of(const http_response& answer, timestamp now) {
    if (const auto wait = retry_after(answer)) return *wait;
    const auto reset = number_in(answer, "ratelimit-reset");
    if (!reset) return duration{0};
    const auto since = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    return std::chrono::seconds(std::clamp<std::int64_t>(*reset - since, 0, longest_wait));
}

}  // namespace

problem read_problem(std::string_view body) {
    problem made;
    const auto parsed = parse_object(body);
    if (!parsed) return made;
    made.name = one_line(text_at(*parsed, "error"), longest_name);
    made.message = one_line(text_at(*parsed, "message"), longest_message);
    return made;
}

error error_of(const http_response& answer, std::string_view tried, timestamp now) {
    const problem why = read_problem(answer.body);
    const meaning what = meaning_of(why.name, answer.status);
    std::string text =
        "the server answered " + std::string(tried) + " with " + std::to_string(answer.status);
    if (!why.name.empty()) text += " " + why.name;
    if (!why.message.empty()) text += ", " + why.message;
    error made(what.kind, std::string(what.code), text.append(what.remedy));
    if (made.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer, now);
    return made;
}

}  // namespace earshot::bluesky
