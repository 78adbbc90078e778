// How X counts a text: in hundredths, by code point, with emoji and links as units. The figures are
// those of twitter-text's configuration 3. Pure, but for the host's Unicode.
#pragma once

#include <string_view>

#include "earshot/error.hpp"
#include "earshot/service/text.hpp"

namespace earshot::x {

// Errors: invalid, for what X refuses whatever its length: `x.empty`, `x.not_utf8`,
// `x.invalid_character`.
result<int> weighted_length(std::string_view text, const earshot::text& unicode);

}  // namespace earshot::x
