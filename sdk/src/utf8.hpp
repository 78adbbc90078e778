// The little Unicode that JSON needs.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

// The length of the well-formed character (RFC 3629) that `text` begins with; 0: there is none.
std::size_t utf8_character(std::string_view text) noexcept;

// Every byte that belongs to no well-formed character becomes U+FFFD.
std::string replace_malformed_utf8(std::string text);

}  // namespace earshot
