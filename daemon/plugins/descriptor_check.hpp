// Whether a descriptor fits this daemon. Reads plain data only: nothing of the plugin runs here.
#pragma once

#include "earshot/descriptor.hpp"

namespace earshot::plugins {

// Line by line, in the order of the struct; the first line that does not fit is the error, naming
// both sides. Errors: invalid, `plugin.magic`, `plugin.abi`, `plugin.build`, `plugin.descriptor`.
result<void> check(const descriptor& about);

// `x`, `google_business`: a lower-case letter, then lower-case letters, digits and underscores.
bool is_name(std::string_view text, std::size_t longest = 64) noexcept;

}  // namespace earshot::plugins
