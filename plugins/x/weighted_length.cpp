#include "x/weighted_length.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "x/links.hpp"

namespace earshot::x {

namespace {

constexpr int scale = 100;
constexpr int default_weight = 200;
constexpr int link_weight = 2'300;

struct light_range {
    char32_t first;
    char32_t last;
};

// These weigh 100: Latin to Georgian, and most of general punctuation.
constexpr std::array light_ranges{light_range{0, 4'351}, light_range{8'192, 8'205},
                                  light_range{8'208, 8'223}, light_range{8'242, 8'247}};

int weight_of(char32_t c) {
    const bool light = std::ranges::any_of(
        light_ranges, [c](light_range r) { return c >= r.first && c <= r.last; });
    return light ? 100 : default_weight;
}

// Of valid UTF-8.
char32_t take_code_point(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t value = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length && i < text.size(); ++i)
        value = value << 6 | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(std::min(length, text.size()));
    return value;
}

bool invalid(char32_t c) { return c == 0xFFFE || c == 0xFEFF || c == 0xFFFF; }

bool has_invalid(std::string_view text) {
    while (!text.empty())
        if (invalid(take_code_point(text))) return true;
    return false;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

int weight_of(const grapheme& one) {
    if (one.emoji) return default_weight;
    int weight = 0;
    for (std::string_view rest = one.bytes; !rest.empty();)
        weight += weight_of(take_code_point(rest));
    return weight;
}

int weight_of(std::string_view text, const earshot::text& unicode) {
    int weight = 0;
    for (const grapheme& one : unicode.graphemes(text)) weight += weight_of(one);
    return weight;
}

}  // namespace

result<int> weighted_length(std::string_view text, const earshot::text& unicode) {
    if (!unicode.valid_utf8(text))
        return fail(error_kind::invalid, "x.not_utf8", "the text is not UTF-8");
    if (blank(text)) return fail(error_kind::invalid, "x.empty", "the text is empty");
    if (has_invalid(text))
        return fail(error_kind::invalid, "x.invalid_character",
                    "the text holds U+FEFF, U+FFFE or U+FFFF, which X refuses");
    const std::string normal = unicode.nfc(text);
    const std::string_view view = normal;
    int weight = 0;
    std::size_t at = 0;
    for (const link& one : find_links(view)) {
        weight += weight_of(view.substr(at, one.begin - at), unicode) + link_weight;
        at = one.end;
    }
    weight += weight_of(view.substr(at), unicode);
    return weight / scale;
}

}  // namespace earshot::x
