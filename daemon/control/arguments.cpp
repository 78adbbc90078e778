#include "control/arguments.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/config_suggest.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr std::size_t most_ids = 10'000;

}  // namespace

const json::value* arguments::find(std::string_view name) {
    asked_.push_back(name);
    const json::value* found = given_.if_contains(json::string_view(name.data(), name.size()));
    return found && found->is_null() ? nullptr : found;
}

void arguments::mistake(std::string_view name, const std::string& wanted) {
    if (!mistake_)
        mistake_.emplace(error_kind::invalid, "control.argument",
                         "the argument '" + std::string(name) + "' must be " + wanted);
}

std::string arguments::text(std::string_view name) {
    const json::value* found = find(name);
    if (!found) return {};
    if (!found->is_string()) return mistake(name, "a text"), std::string();
    return {found->get_string().data(), found->get_string().size()};
}

std::string arguments::needed_text(std::string_view name) {
    std::string value = text(name);
    if (value.empty()) mistake(name, "given, and not empty");
    return value;
}

std::int64_t arguments::integer(std::string_view name, std::int64_t fallback, std::int64_t least,
                                std::int64_t most) {
    const json::value* found = find(name);
    if (!found) return fallback;
    const std::int64_t* value = found->if_int64();
    if (value && *value >= least && *value <= most) return *value;
    mistake(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return fallback;
}

bool arguments::flag(std::string_view name) {
    const json::value* found = find(name);
    if (!found) return false;
    if (!found->is_bool()) return mistake(name, "true or false"), false;
    return found->get_bool();
}

timestamp arguments::time(std::string_view name) {
    const std::string value = text(name);
    if (value.empty()) return {};
    if (const auto when = parse_rfc3339(value)) return *when;
    mistake(name, "a time such as 2026-03-01T07:49:01Z");
    return {};
}

std::vector<std::int64_t> arguments::integers(std::string_view name) {
    const json::value* found = find(name);
    if (!found) return {};
    std::vector<std::int64_t> out;
    const json::array* items = found->if_array();
    if (items && items->size() <= most_ids)
        for (const json::value& item : *items)
            if (const std::int64_t* value = item.if_int64()) out.push_back(*value);
    if (!items || out.size() != items->size())
        mistake(name, "a list of at most " + std::to_string(most_ids) + " whole numbers");
    return out;
}

result<void> arguments::check() {
    if (mistake_) return std::unexpected(*mistake_);
    for (const auto& member : given_) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::ranges::find(asked_, name) == asked_.end())
            return fail(
                error_kind::invalid, "control.argument",
                "unknown argument '" + std::string(name) + "'; " + base::suggestion(name, asked_));
    }
    return {};
}

}  // namespace earshot::control
