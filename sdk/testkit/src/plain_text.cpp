#include "earshot/testkit/plain_text.hpp"

#include <algorithm>
#include <array>

namespace earshot::testkit {

namespace {

struct range {
    char32_t first;
    char32_t last;
};

// Attached to what stands before: combining marks, variation selectors, skin tones, tags, joiners.
constexpr std::array extending{
    range{0x300, 0x36F},     range{0x483, 0x489},     range{0x591, 0x5BD},
    range{0x5BF, 0x5C7},     range{0x610, 0x61A},     range{0x64B, 0x65F},
    range{0x900, 0x903},     range{0x93A, 0x94F},     range{0xE31, 0xE3A},
    range{0xE47, 0xE4E},     range{0x1AB0, 0x1AFF},   range{0x1DC0, 0x1DFF},
    range{0x200C, 0x200D},   range{0x20D0, 0x20FF},   range{0x3099, 0x309A},
    range{0xFE00, 0xFE0F},   range{0xFE20, 0xFE2F},   range{0x1F3FB, 0x1F3FF},
    range{0xE0020, 0xE007F}, range{0xE0100, 0xE01EF},
};

constexpr std::array pictographs{
    range{0x231A, 0x231B},   range{0x23E9, 0x23FA},   range{0x2600, 0x27BF},
    range{0x2B05, 0x2B07},   range{0x2B1B, 0x2B1C},   range{0x2B50, 0x2B55},
    range{0x1F004, 0x1F0CF}, range{0x1F170, 0x1F251}, range{0x1F300, 0x1FAFF},
};

constexpr char32_t joiner = 0x200D;
constexpr char32_t emoji_selector = 0xFE0F;
constexpr char32_t keycap = 0x20E3;

template <std::size_t N>
bool in(char32_t c, const std::array<range, N>& ranges) {
    return std::ranges::any_of(ranges, [c](range r) { return c >= r.first && c <= r.last; });
}

bool regional(char32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

struct decoded {
    char32_t value = 0;
    std::size_t length = 0;  // 0: not UTF-8
};

std::size_t length_of(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

decoded decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = length_of(lead);
    if (length == 0 || length > text.size()) return {};
    char32_t value = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) return {};
        value = value << 6 | (next & 0x3F);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    return overlong || surrogate || value > 0x10FFFF ? decoded{} : decoded{value, length};
}

// What the grapheme so far must know of the next code point.
struct cluster {
    std::size_t length = 0;
    char32_t last = 0;
    bool emoji = false;
    bool half_flag = false;

    bool takes(char32_t next) const {
        if (length == 0 || in(next, extending)) return true;
        if (half_flag && regional(next)) return true;
        if (last == '\r' && next == '\n') return true;
        return last == joiner && in(next, pictographs);
    }

    void take(const decoded& next) {
        half_flag = regional(next.value) && !half_flag;
        emoji = emoji || in(next.value, pictographs) || regional(next.value) ||
                next.value == emoji_selector || next.value == keycap;
        last = next.value;
        length += next.length;
    }
};

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

}  // namespace

bool plain_text::valid_utf8(std::string_view text) const {
    while (!text.empty()) {
        const decoded next = decode(text);
        if (next.length == 0) return false;
        text.remove_prefix(next.length);
    }
    return true;
}

std::string plain_text::nfc(std::string_view text) const { return std::string(text); }

std::vector<grapheme> plain_text::graphemes(std::string_view text) const {
    std::vector<grapheme> found;
    cluster open;
    std::size_t begin = 0;
    const auto close = [&] {
        if (open.length > 0) found.push_back({text.substr(begin, open.length), open.emoji});
        begin += open.length;
        open = {};
    };
    while (begin + open.length < text.size()) {
        decoded next = decode(text.substr(begin + open.length));
        if (next.length == 0) next = {0xFFFD, 1};
        if (!open.takes(next.value)) close();
        open.take(next);
    }
    close();
    return found;
}

std::string plain_text::html_to_text(std::string_view html) const {
    std::string out;
    while (!html.empty()) {
        const auto entity = std::ranges::find_if(
            entities, [&](const auto& one) { return html.starts_with(one.first); });
        if (entity != entities.end()) {
            out += entity->second;
            html.remove_prefix(entity->first.size());
        } else if (html.front() == '<') {
            html.remove_prefix(std::min(html.find('>'), html.size() - 1) + 1);
        } else {
            out += html.front();
            html.remove_prefix(1);
        }
    }
    return out;
}

}  // namespace earshot::testkit
