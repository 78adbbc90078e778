// Names that rules know facts of messages by.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "earshot/message.hpp"

namespace earshot::rules {

// `post`, `reply`, ...; nothing for another name.
std::optional<message_kind> kind_named(std::string_view name);
std::span<const std::string_view> kind_names();

}  // namespace earshot::rules
