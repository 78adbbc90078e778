#include "utf8.hpp"

#include <cstdint>

namespace earshot {

namespace {

// What may follow a first byte (Unicode 15, table 3-7): neither overlong nor a surrogate.
struct shape {
    std::size_t length;
    std::uint8_t least;  // of the second byte
    std::uint8_t most;
};

shape shape_of(std::uint8_t first) noexcept {
    if (first < 0x80) return {1, 0, 0};
    if (first < 0xc2) return {0, 0, 0};
    if (first < 0xe0) return {2, 0x80, 0xbf};
    if (first < 0xf0)
        return {3, first == 0xe0 ? std::uint8_t{0xa0} : std::uint8_t{0x80},
                first == 0xed ? std::uint8_t{0x9f} : std::uint8_t{0xbf}};
    if (first < 0xf5)
        return {4, first == 0xf0 ? std::uint8_t{0x90} : std::uint8_t{0x80},
                first == 0xf4 ? std::uint8_t{0x8f} : std::uint8_t{0xbf}};
    return {0, 0, 0};
}

std::uint8_t byte(std::string_view text, std::size_t at) noexcept {
    return static_cast<std::uint8_t>(text[at]);
}

std::size_t well_formed(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = utf8_character(text.substr(at));
        if (length == 0) break;
        at += length;
    }
    return at;
}

}  // namespace

std::size_t utf8_character(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const shape wanted = shape_of(byte(text, 0));
    if (wanted.length < 2) return wanted.length;
    if (text.size() < wanted.length) return 0;
    if (byte(text, 1) < wanted.least || byte(text, 1) > wanted.most) return 0;
    for (std::size_t i = 2; i < wanted.length; ++i)
        if ((byte(text, i) & 0xc0) != 0x80) return 0;
    return wanted.length;
}

std::string replace_malformed_utf8(std::string text) {
    std::size_t good = well_formed(text);
    if (good == text.size()) return text;
    std::string out;
    for (std::string_view rest = text; !rest.empty(); good = well_formed(rest)) {
        out += rest.substr(0, good);
        rest.remove_prefix(good);
        if (rest.empty()) break;
        out += "\xef\xbf\xbd";
        rest.remove_prefix(1);
    }
    return out;
}

}  // namespace earshot
