#include "language/scripts.hpp"

#include <algorithm>
#include <array>

#include "language/letters.hpp"

namespace earshot::language {

namespace {

struct range {
    char32_t first;
    char32_t last;
    script which;
};

// In order, not overlapping.
constexpr std::array ranges{
    range{0x0370, 0x03FF, script::greek},  range{0x0400, 0x052F, script::cyrillic},
    range{0x0531, 0x0588, script::other},  range{0x05D0, 0x05F4, script::hebrew},
    range{0x0620, 0x065F, script::arabic}, range{0x066E, 0x06D3, script::arabic},
    range{0x06FA, 0x06FF, script::arabic}, range{0x0710, 0x0DFF, script::other},
    range{0x0E01, 0x0E3A, script::thai},   range{0x0E40, 0x0E4E, script::thai},
    range{0x0E81, 0x10FF, script::other},  range{0x1100, 0x11FF, script::hangul},
    range{0x1200, 0x1CFF, script::other},  range{0x1F00, 0x1FFF, script::greek},
    range{0x3041, 0x309F, script::kana},   range{0x30A1, 0x30FA, script::kana},
    range{0x30FC, 0x30FF, script::kana},   range{0x3105, 0x312F, script::han},
    range{0x3131, 0x318E, script::hangul}, range{0x31F0, 0x31FF, script::kana},
    range{0x3400, 0x4DBF, script::han},    range{0x4E00, 0x9FFF, script::han},
    range{0xA840, 0xABFF, script::other},  range{0xAC00, 0xD7A3, script::hangul},
    range{0xF900, 0xFAFF, script::han},    range{0xFB50, 0xFDFF, script::arabic},
    range{0xFE70, 0xFEFC, script::arabic}, range{0xFF66, 0xFF9F, script::kana},
    range{0x20000, 0x323AF, script::han},
};

}  // namespace

script script_of(char32_t code_point) noexcept {
    if (is_latin_letter(code_point)) return script::latin;
    if (code_point < ranges.front().first) return script::none;
    const auto* at = std::ranges::lower_bound(ranges, code_point, {}, &range::last);
    return at != ranges.end() && code_point >= at->first ? at->which : script::none;
}

}  // namespace earshot::language
