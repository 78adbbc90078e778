// Reads UTF-8 character by character, strictly as RFC 3629 has it: no surrogates, no overlong
// forms, nothing above U+10FFFF. Functions of their arguments, for any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot::texts {

// What stands for bytes that are not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;
inline constexpr std::string_view replacement = "\xEF\xBF\xBD";

constexpr std::uint8_t octet(char c) noexcept { return static_cast<std::uint8_t>(c); }

// A byte of a character that is not its first.
constexpr bool continues(char c) noexcept { return (octet(c) & 0xC0) == 0x80; }

// The second byte's range depends on the first: that is what rules out overlong forms, surrogates
// and too large numbers (RFC 3629 section 4).
constexpr bool second_fits(std::uint8_t lead, std::uint8_t second) noexcept {
    switch (lead) {
        case 0xE0: return second >= 0xA0 && second <= 0xBF;
        case 0xED: return second >= 0x80 && second <= 0x9F;
        case 0xF0: return second >= 0x90 && second <= 0xBF;
        case 0xF4: return second >= 0x80 && second <= 0x8F;
        default: return second >= 0x80 && second <= 0xBF;
    }
}

struct character {
    char32_t code_point = replacement_character;
    std::size_t length = 1;  // bytes: of the character, or of the part of one that is there
    bool whole = false;
};

// The character that a text, not empty, begins with.
constexpr character front_of(std::string_view text) noexcept {
    const std::uint8_t lead = octet(text[0]);
    if (lead < 0x80) return {lead, 1, true};
    if (lead < 0xC2 || lead > 0xF4) return {};
    const std::size_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() < 2 || !second_fits(lead, octet(text[1]))) return {};
    char32_t c = (lead & (0xFFU >> (wanted + 1))) << 6 | (octet(text[1]) & 0x3FU);
    std::size_t length = 2;
    for (; length < wanted && length < text.size() && continues(text[length]); ++length)
        c = c << 6 | (octet(text[length]) & 0x3FU);
    if (length < wanted) return {replacement_character, length, false};
    return {c, length, true};
}

// Takes the first code point off a text, not empty. What is not UTF-8 goes byte by byte, each of
// them U+FFFD.
constexpr char32_t take_front(std::string_view& text) noexcept {
    const character next = front_of(text);
    text.remove_prefix(next.whole ? next.length : 1);
    return next.code_point;
}

}  // namespace earshot::texts
