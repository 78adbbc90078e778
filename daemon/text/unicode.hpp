// Questions about Unicode text, in UTF-8. ASCII is answered without asking ICU. Functions of their
// arguments, for any thread. (The folder's namespace is `texts`: `text` is the SDK's service.)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/text.hpp"

namespace earshot::texts {

// As RFC 3629 defines it: no surrogates, no overlong forms, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);

// Every maximal part that is not UTF-8 becomes one U+FFFD (Unicode 15, section 3.9).
std::string repair_utf8(std::string_view text);

// The rest of this header takes valid UTF-8; anything else gives an answer without meaning.

// Normalization form C (UAX #15). Never changes what is read, only how it is written. A text that
// piles hundreds of marks on one letter stays as it is.
std::string nfc(std::string_view text);

// User-perceived characters (UAX #29), in order, together the whole text.
std::vector<grapheme> graphemes(std::string_view text);

std::size_t code_points(std::string_view text);

// Where code point number `index` begins; the size of the text when it has fewer.
std::size_t byte_offset(std::string_view text, std::size_t index);

// The longest beginning of at most `limit` bytes that ends between two code points.
std::string_view cut(std::string_view text, std::size_t limit);

// Appends one code point; U+FFFD for a surrogate or a number too large.
void append_utf8(std::string& into, char32_t code_point);

}  // namespace earshot::texts
