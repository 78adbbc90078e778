#include "x/problem.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "earshot/http_problem.hpp"
#include "earshot/short_text.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_detail = 200;
constexpr duration credits_pause = 1h;
constexpr duration longest_wait = std::chrono::days(31);

// What a problem is, whatever its status. First match counts; 0 and empty match nothing.
struct meaning {
    std::string_view type;
    std::int64_t code;
    error_kind kind;
    const char* name;
};

constexpr std::array meanings{
    meaning{"credits", 0, error_kind::transient, "x.credits"},
    meaning{"rate-limit-exceeded", 88, error_kind::throttled, "x.rate_limit"},
    meaning{"usage-capped", 0, error_kind::throttled, "x.usage_capped"},
    meaning{"", 32, error_kind::unauthorized, "x.unauthorized"},
    meaning{"", 89, error_kind::unauthorized, "x.unauthorized"},
    meaning{"client-forbidden", 453, error_kind::scope_missing, "x.client_forbidden"},
    meaning{"oauth1-permissions", 220, error_kind::scope_missing, "x.permissions"},
    meaning{"unsupported-authentication", 0, error_kind::scope_missing, "x.authentication_kind"},
    meaning{"", 187, error_kind::conflict, "x.duplicate_content"},
    meaning{"", 349, error_kind::permanent, "x.recipient_closed"},
    meaning{"not-authorized-for-resource", 0, error_kind::permanent, "x.not_authorized"},
    meaning{"disallowed-resource", 0, error_kind::permanent, "x.disallowed"},
    meaning{"resource-not-found", 0, error_kind::gone, "x.not_found"},
    meaning{"resource-unavailable", 0, error_kind::transient, "x.unavailable"},
    meaning{"invalid-request", 0, error_kind::invalid, "x.invalid_request"},
    meaning{"conflict", 0, error_kind::conflict, "x.conflict"},
    meaning{"internal-error", 0, error_kind::transient, "x.server"},
};

meaning by_status(int status) {
    switch (status) {
        case 400: return {"", 0, error_kind::invalid, "x.invalid_request"};
        case 401: return {"", 0, error_kind::unauthorized, "x.unauthorized"};
        case 402: return {"", 0, error_kind::transient, "x.credits"};
        case 403: return {"", 0, error_kind::permanent, "x.refused"};
        case 404: return {"", 0, error_kind::gone, "x.not_found"};
        case 408: return {"", 0, error_kind::transient, "x.server"};
        case 409: return {"", 0, error_kind::conflict, "x.conflict"};
        case 429: return {"", 0, error_kind::throttled, "x.rate_limit"};
        default: break;
    }
    if (status >= 500) return {"", 0, error_kind::transient, "x.server"};
    return {"", 0, error_kind::permanent, "x.unexpected_status"};
}

// The one answer that X tells apart by words alone.
bool duplicate(const problem& what, int status) {
    return status == 403 && what.type.empty() &&
           what.detail == "You are not allowed to create a Tweet with duplicate content.";
}

meaning meaning_of(const problem& what, int status) {
    if (duplicate(what, status)) return {"", 0, error_kind::conflict, "x.duplicate_content"};
    for (const meaning& one : meanings) {
        const bool typed = !one.type.empty() && one.type == what.type;
        if (typed || (one.code != 0 && one.code == what.code)) return one;
    }
    return by_status(status);
}

std::string last_segment(std::string_view uri) {
    if (uri == "about:blank") return {};
    return std::string(uri.substr(std::min(uri.rfind('/') + 1, uri.size())));
}

std::string short_line(std::string text) { return one_line(std::move(text), longest_detail); }

void read_fields(const json::object& from, problem& into) {
    object_reader reader(from);
    const auto fill = [](std::string& member, std::string value) {
        if (member.empty()) member = std::move(value);
    };
    fill(into.type, last_segment(reader.text("type")));
    fill(into.title, short_line(reader.text("title")));
    fill(into.detail, short_line(reader.text("detail")));
    fill(into.detail, short_line(reader.text("message")));
    fill(into.reason, short_line(reader.text("reason")));
    fill(into.period, reader.text("period"));
    if (into.code == 0) into.code = reader.integer("code").value_or(0);
    if (const json::object* parameters = reader.object("parameters"))
        for (const auto& item : *parameters) into.parameters.push_back(short_line(item.key()));
}

constexpr std::array<std::array<std::string_view, 2>, 3> limits{{
    {"x-rate-limit-remaining", "x-rate-limit-reset"},
    {"x-app-limit-24hour-remaining", "x-app-limit-24hour-reset"},
    {"x-user-limit-24hour-remaining", "x-user-limit-24hour-reset"},
}};

duration until(std::int64_t epoch_seconds, timestamp now) {
    constexpr std::int64_t latest = 253'402'300'799;  // the year 9999
    const timestamp reset{std::chrono::seconds{std::min(epoch_seconds, latest)}};
    return std::clamp<duration>(reset - now, duration{0}, longest_wait);
}

duration rest_of_period(const problem& why, timestamp now) {
    using namespace std::chrono;
    const auto today = floor<days>(now);
    if (why.period == "Daily") return today + days{1} - now;
    const year_month_day date{today};
    const sys_days next_month{(date.year() / date.month() + months{1}) / day{1}};
    return why.period == "Monthly" ? next_month - now : duration{0};
}

}  // namespace

error problem::as_error(std::string_view tried, int status) const {
    const meaning what = meaning_of(*this, status);
    std::string text = "X answered " + std::string(tried) + " with " + std::to_string(status);
    if (!type.empty()) text += " " + type;
    if (code != 0) text += " code " + std::to_string(code);
    for (const std::string* part : {&reason, &title, &detail})
        if (!part->empty()) text += ", " + *part;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        text += (i == 0 ? "; it would not have " : ", ") + parameters[i];
    return error(what.kind, what.name, std::move(text));
}

problem read_problem(std::string_view body) {
    problem made;
    const auto parsed = parse_body(body);
    const json::object* from = parsed ? parsed->if_object() : nullptr;
    if (!from) return made;
    read_fields(*from, made);
    if (const json::array* errors = object_reader(*from).array("errors"))
        for (const json::value& item : *errors)
            if (item.is_object()) read_fields(item.get_object(), made);
    return made;
}

duration wait_of(const http_response& answer, const problem& why, timestamp now) {
    if (why.type == "usage-capped") {
        const duration rest = rest_of_period(why, now);
        if (rest > duration{0}) return rest;
    }
    duration longest{0};
    for (const auto& [remaining, reset] : limits)
        if (number_in(answer, remaining) == 0)
            longest = std::max(longest, until(number_in(answer, reset).value_or(0), now));
    if (const auto seconds = number_in(answer, "retry-after"))
        longest = std::max<duration>(
            longest,
            std::min<duration>(std::chrono::seconds{std::min<std::int64_t>(*seconds, 31 * 86'400)},
                               longest_wait));
    return longest;
}

error error_of(const http_response& answer, std::string_view tried, timestamp now) {
    const problem why = read_problem(answer.body);
    error made = why.as_error(tried, answer.status);
    if (made.code == "x.credits") made.retry_after = credits_pause;
    if (made.kind == error_kind::throttled || answer.status == 503)
        made.retry_after = wait_of(answer, why, now);
    return made;
}

}  // namespace earshot::x
