// Letters as the model sees them: lower case, without looking at the rest of the word.
#pragma once

namespace earshot::language {

// Lower case of Latin letters, enough for the languages of the model; others as they are.
constexpr char32_t lower(char32_t letter) noexcept {
    if (letter < 0x80) return letter >= U'A' && letter <= U'Z' ? letter + 32 : letter;
    if (letter >= 0xC0 && letter <= 0xDE && letter != 0xD7) return letter + 32;
    if (letter == 0x130) return U'i';
    if (letter == 0x178) return 0xFF;
    const bool even_upper =
        (letter >= 0x100 && letter <= 0x137) || (letter >= 0x14A && letter <= 0x177) ||
        (letter >= 0x1E00 && letter <= 0x1EFF) || (letter >= 0x218 && letter <= 0x21B);
    if (even_upper) return letter | 1;
    const bool odd_upper =
        (letter >= 0x139 && letter <= 0x148) || (letter >= 0x179 && letter <= 0x17E);
    if (odd_upper) return (letter & 1) != 0 ? letter + 1 : letter;
    if (letter == 0x1A0 || letter == 0x1AF) return letter + 1;
    return letter;
}

constexpr bool is_latin_letter(char32_t letter) noexcept {
    if (letter < 0x80)
        return (letter >= U'a' && letter <= U'z') || (letter >= U'A' && letter <= U'Z');
    return (letter >= 0xC0 && letter <= 0x24F && letter != 0xD7 && letter != 0xF7) ||
           letter == 0xAA || letter == 0xBA || (letter >= 0x1E00 && letter <= 0x1EFF);
}

}  // namespace earshot::language
