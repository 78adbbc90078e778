#include "app/cli/visible.hpp"

#include <unicode/uchar.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdio>

#include "text/unicode.hpp"

namespace earshot::app::cli {

namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::string_view line_end = "↵";

// Explicit embeddings, overrides and isolates (UAX #9 section 2): they reorder what comes after.
bool reorders(UChar32 c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }

bool is_control(UChar32 c) { return c < 0x20 || (c >= 0x7f && c < 0xa0); }

bool ends_line(UChar32 c) { return c == '\n' || c == 0x2028 || c == 0x2029; }

// Calls `each(code point, its bytes)`; negative for a part that is not UTF-8.
template <class Each>
void for_each_code_point(std::string_view text, Each each) {
    const auto size = static_cast<std::int32_t>(std::min<std::size_t>(text.size(), INT32_MAX));
    for (std::int32_t i = 0; i < size;) {
        const std::int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        each(c, text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin)));
    }
}

std::string escape(const char* format, UChar32 c) {
    char text[16];
    std::snprintf(text, sizeof text, format, static_cast<unsigned>(c));
    return text;
}

// RFC 8259 section 7: beyond U+FFFF as two.
std::string json_escape(UChar32 c) {
    if (c <= 0xffff) return escape("\\u%04x", c);
    return escape("\\u%04x", U16_LEAD(c)) + escape("\\u%04x", U16_TRAIL(c));
}

std::string shown(UChar32 c, std::string_view bytes) {
    if (c < 0) return "\ufffd";
    if (ends_line(c)) return std::string(line_end);
    if (is_control(c)) return escape("\\x%02x", c);
    if (reorders(c)) return escape("\\u{%04x}", c);
    return std::string(bytes);
}

std::size_t code_point_width(UChar32 c) {
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR: return 0;
        default: break;
    }
    const auto kind = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return kind == U_EA_WIDE || kind == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t grapheme_width(const grapheme& one) {
    if (one.emoji) return 2;
    std::size_t width = 0;
    for_each_code_point(one.bytes, [&](UChar32 c, std::string_view) {
        width = std::max(width, c < 0 ? 1 : code_point_width(c));
    });
    return width;
}

}  // namespace

std::string visible(std::string_view text) {
    std::string out;
    for_each_code_point(text, [&](UChar32 c, std::string_view bytes) { out += shown(c, bytes); });
    return out;
}

std::string visible_lines(std::string_view text) {
    std::string out;
    for_each_code_point(text, [&](UChar32 c, std::string_view bytes) {
        out += c == '\n' ? "\n" : shown(c, bytes);
    });
    return out;
}

// Outside of its strings JSON has only ASCII, and the line ends between objects.
std::string visible_json(std::string_view json) {
    std::string out;
    for_each_code_point(json, [&](UChar32 c, std::string_view bytes) {
        const bool harmful = c >= 0x7f && (is_control(c) || reorders(c));
        if (c < 0)
            out += "\ufffd";
        else
            out += harmful ? escape("\\u%04x", c) : std::string(bytes);
    });
    return out;
}

std::string ascii(std::string_view visible_text, bool json) {
    std::string out;
    for_each_code_point(visible_text, [&](UChar32 c, std::string_view bytes) {
        if (c >= 0 && c < 0x80)
            out += bytes;
        else if (json)
            out += json_escape(c < 0 ? 0xfffd : c);
        else if (bytes == ellipsis)
            out += "...";
        else
            out += bytes == line_end ? "\\n" : escape("\\u{%x}", c < 0 ? 0xfffd : c);
    });
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (const grapheme& one : texts::graphemes(text)) width += grapheme_width(one);
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::string out;
    std::size_t used = 0;
    for (const grapheme& one : texts::graphemes(text)) {
        const std::size_t more = grapheme_width(one);
        if (used + more + 1 > width) break;
        out += one.bytes;
        used += more;
    }
    return width == 0 ? out : out.append(ellipsis);
}

}  // namespace earshot::app::cli
