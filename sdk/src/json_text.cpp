#include "earshot/json_text.hpp"

#include <charconv>

namespace earshot {

namespace {

constexpr std::size_t escape_length = 6;  // of `\ud83e`

// What the escape at `at` stands for; 0 where there is none.
unsigned code_unit(std::string_view json, std::size_t at) {
    const std::string_view escape = json.substr(at, escape_length);
    if (escape.size() < escape_length || !escape.starts_with("\\u")) return 0;
    unsigned value = 0;
    const char* end = escape.data() + escape.size();
    const auto read = std::from_chars(escape.data() + 2, end, value, 16);
    return read.ec == std::errc() && read.ptr == end ? value : 0;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::string without_lone_surrogates(std::string_view json) {
    std::string out(json);
    for (std::size_t at = out.find('\\'); at != out.npos; at = out.find('\\', at)) {
        const unsigned unit = code_unit(out, at);
        if (unit == 0) {
            at += 2;  // also of an escaped backslash
        } else if (is_high(unit) && is_low(code_unit(out, at + escape_length))) {
            at += 2 * escape_length;
        } else {
            if (is_high(unit) || is_low(unit)) out.replace(at, escape_length, "\\ufffd");
            at += escape_length;
        }
    }
    return out;
}

}  // namespace earshot
