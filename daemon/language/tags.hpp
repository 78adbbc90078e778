// Language tags as the world writes them, and as Earshot does.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace earshot::language {

// The language of `pt-BR`, `nb_NO`, `in`: `pt`, `no`, `id`. None for what names no language: `und`,
// `zxx`, X's `qme`, nonsense.
std::optional<std::string> primary_language(std::string_view tag);

// What files are named by and operators write: a language Earshot can tell.
bool can_tell(std::string_view language);

}  // namespace earshot::language
