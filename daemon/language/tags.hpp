// Language tags as the world writes them, and as Earshot does.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::language {

// The language of `pt-BR`, `nb_NO`, `in`: `pt`, `no`, `id`. None for what names no language: `und`,
// `zxx`, X's `qme`, nonsense.
std::optional<std::string> primary_language(std::string_view tag);

// A language that Earshot can tell, as `primary_language` writes it.
bool can_tell(std::string_view language);

// What an operator wrote, as Earshot writes it. Errors: invalid `language.unknown`, for people.
result<std::string> language_named(std::string_view written);

}  // namespace earshot::language
