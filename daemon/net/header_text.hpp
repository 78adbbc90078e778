// Small rules about header fields that client and server share (RFC 9110 section 5).
#pragma once

#include <string_view>

namespace earshot::net {

// A token: letters, digits and a few signs; not empty.
bool valid_token(std::string_view text) noexcept;

// Nothing that could end the line and begin another one.
bool valid_field_value(std::string_view text) noexcept;

}  // namespace earshot::net
