// How much of a text is in which kind of writing, in Latin letters' worth.
#pragma once

#include <cstddef>

#include "language/text_cleaner.hpp"

namespace earshot::language {

// Kana, Han and Hangul: one of them says as much as some Latin letters.
std::size_t asian_letters(const evidence_text& text);

// Cyrillic, Greek, Arabic and whatever is neither Latin nor Asian.
std::size_t other_letters(const evidence_text& text);

// Whether the text is to be read as Japanese, Chinese or Korean, with some Latin in it.
bool is_asian(const evidence_text& text);

}  // namespace earshot::language
