// Reads UTF-8 code point by code point. What is not UTF-8 reads as U+FFFD, a byte at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace earshot::language {

inline constexpr char32_t no_character = 0xFFFD;

// Moves `at` behind the code point, at least one byte on. `at` is within `text`.
constexpr char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
    const auto first = static_cast<unsigned char>(text[at++]);
    if (first < 0x80) return first;
    if (first < 0xC2 || first > 0xF4) return no_character;
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (text.size() - at < more) return no_character;
    char32_t result = first & (0x3FU >> more);
    for (std::size_t step = 0; step < more; ++step) {
        const auto next = static_cast<unsigned char>(text[at + step]);
        if ((next & 0xC0) != 0x80) return no_character;
        result = (result << 6) | (next & 0x3F);
    }
    at += more;
    return result;
}

}  // namespace earshot::language
