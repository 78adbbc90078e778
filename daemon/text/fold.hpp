// Text as it is compared: without regard to case, accents and width, so that `GRÖSSE`, `größe` and
// `ｇrosse` are one word. Case folding with compatibility forms is Unicode's (UAX #31,
// NFKC_Casefold); the accents of Latin, Greek and Cyrillic letters go, those of other scripts and
// the voicing marks of kana stay. Functions of their arguments, for any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::texts {

enum class letter_class : std::uint8_t {
    separator,  // white space, punctuation, control characters, every sign of ASCII
    word,       // a letter, digit or mark of a script that writes spaces between words
    dense,      // of one that does not: Han, kana, Thai, Lao, Khmer, Burmese
    sign,       // emoji and other signs: each stands for itself
};

letter_class class_of(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);

struct folded_text {
    std::string text;                 // UTF-8, whatever the original was
    std::vector<std::uint32_t> from;  // of each byte: where its character begins in the original;
                                      // one more for the end
};

// Overwrites `into`, whose memory is used again. Of texts beyond 4 GiB the rest is left out.
void fold(std::string_view text, folded_text& into);

std::string folded(std::string_view text);

}  // namespace earshot::texts
