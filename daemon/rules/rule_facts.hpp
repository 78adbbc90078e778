// The words by which rule files call kinds of messages, urgencies and what becomes of cases.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "earshot/message.hpp"
#include "rules/outcome.hpp"

namespace earshot::rules {

// `post`, `reply`, ...; nothing for another name.
std::optional<message_kind> kind_named(std::string_view name);
std::span<const std::string_view> kind_names();

std::span<const std::string_view> urgency_names();

// `unsaid` for another name. What a rule can say, and what a test can expect: nothing, too.
case_action case_action_named(std::string_view name);
std::span<const std::string_view> case_action_names();
std::span<const std::string_view> expected_case_action_names();

}  // namespace earshot::rules
