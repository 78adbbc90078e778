#include "rules/rule_facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace earshot::rules {

namespace {

// The names of all enumerators up to `last`.
template <auto last>
auto names_up_to() {
    std::array<std::string_view, std::to_underlying(last) + 1> names;
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = to_string(static_cast<decltype(last)>(i));
    return names;
}

// `unsaid` comes last: rules cannot say it.
constexpr std::array<std::string_view, 4> case_actions = {"open", "join", "none", "unsaid"};

}  // namespace

std::span<const std::string_view> kind_names() {
    static const auto names = names_up_to<message_kind::deletion>();
    return names;
}

std::optional<message_kind> kind_named(std::string_view name) {
    const auto found = std::ranges::find(kind_names(), name);
    if (found == kind_names().end()) return std::nullopt;
    return static_cast<message_kind>(found - kind_names().begin());
}

std::span<const std::string_view> urgency_names() {
    static const auto names = names_up_to<urgency::now>();
    return names;
}

case_action case_action_named(std::string_view name) {
    for (const case_action action : {case_action::open, case_action::join, case_action::none})
        if (to_string(action) == name) return action;
    return case_action::unsaid;
}

std::span<const std::string_view> case_action_names() { return std::span(case_actions).first(3); }

std::span<const std::string_view> expected_case_action_names() { return case_actions; }

}  // namespace earshot::rules
