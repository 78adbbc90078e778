// Names of places and brands that are written alike in every language, and so tell none.
#pragma once

#include <span>

namespace earshot::language {

// `letters` in lower case with a space before and after.
bool is_name(std::span<const char32_t> letters);

}  // namespace earshot::language
