#include "earshot/http_problem.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace earshot {

namespace {

struct meaning {
    int status;
    error_kind kind;
    std::string_view code;
    std::string_view answering_server::* remedy = nullptr;
};

constexpr std::array meanings{
    meaning{401, error_kind::unauthorized, "unauthorized", &answering_server::unauthorized},
    meaning{403, error_kind::scope_missing, "forbidden", &answering_server::forbidden},
    meaning{408, error_kind::transient, "unavailable"},
    meaning{409, error_kind::conflict, "conflict"},
    meaning{413, error_kind::invalid, "too_large"},
    meaning{422, error_kind::invalid, "refused"},
    meaning{429, error_kind::throttled, "throttled"},
};

meaning of_not_found(request_target target) {
    if (target == request_target::one_thing) return {404, error_kind::gone, "not_found"};
    return {404, error_kind::transient, "address", &answering_server::address};
}

meaning meaning_of(int status, const answering_server& by, request_target target) {
    if (status == 404) return of_not_found(target);
    const auto* known = std::ranges::find(meanings, status, &meaning::status);
    if (known != meanings.end()) return *known;
    if (status >= 500) return {status, error_kind::transient, "unavailable"};
    if (status >= 300 && status < 400)
        return {status, error_kind::transient, "redirect", &answering_server::redirect};
    return {status, error_kind::invalid, by.otherwise};
}

}  // namespace

bool success(const http_response& answer) { return answer.status >= 200 && answer.status < 300; }

error http_problem(const http_response& answer, std::string_view tried, const answering_server& by,
                   std::string_view complaint, request_target target) {
    const meaning what = meaning_of(answer.status, by, target);
    std::string said = std::string(by.name) + " answered " + std::string(tried) + " with " +
                       std::to_string(answer.status);
    if (!complaint.empty()) said.append(": ").append(complaint);
    if (what.remedy && !(by.*what.remedy).empty()) said.append("; ").append(by.*what.remedy);
    error made(what.kind, std::string(by.codes).append(".").append(what.code), std::move(said));
    if (what.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = retry_after(answer).value_or(duration{0});
    return made;
}

std::optional<std::int64_t> number_in(const http_response& answer,
                                      std::string_view lower_case_name) {
    const auto header = answer.header(lower_case_name);
    if (!header) return std::nullopt;
    const char* const end = header->data() + header->size();
    std::int64_t value = 0;
    const auto [stop, problem] = std::from_chars(header->data(), end, value);
    const bool whole = problem == std::errc{} && stop == end;
    return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

std::optional<duration> retry_after(const http_response& answer) {
    constexpr std::int64_t most = 86'400;
    const auto seconds = number_in(answer, "retry-after");
    if (!seconds) return std::nullopt;
    return std::chrono::seconds{std::min(*seconds, most)};
}

}  // namespace earshot
