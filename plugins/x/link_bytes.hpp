// Bytes of texts in UTF-8, as the rules for links speak of them.
#pragma once

#include <string_view>

namespace earshot::x {

inline bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool digit(char c) { return c >= '0' && c <= '9'; }
inline unsigned char byte(char c) { return static_cast<unsigned char>(c); }
inline bool one_of(char c, std::string_view set) { return set.find(c) != set.npos; }

// Any byte of Latin letters with accents or of Cyrillic: U+00C0-024F and U+0400-04FF.
inline bool european(char c) {
    const unsigned char b = byte(c);
    return (b >= 0xC3 && b <= 0xC9) || (b >= 0xD0 && b <= 0xD3) || (b >= 0x80 && b < 0xC0);
}

}  // namespace earshot::x
