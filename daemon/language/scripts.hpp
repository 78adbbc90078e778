// Which writing a letter belongs to, as far as that tells languages apart.
#pragma once

#include <cstddef>
#include <cstdint>

namespace earshot::language {

enum class script : std::uint8_t {
    none,  // digits, signs, emoji: no evidence
    latin,
    kana,
    han,
    hangul,
    cyrillic,
    greek,
    arabic,
    hebrew,
    thai,
    other,  // letters of a writing that is not listed here
};

inline constexpr std::size_t script_count = 11;

script script_of(char32_t code_point) noexcept;

}  // namespace earshot::language
