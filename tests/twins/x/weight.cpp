#include "twins/x/weight.hpp"

#include <cstdint>
#include <vector>

#include "twins/x/marks.hpp"

namespace earshot::twins::x {

namespace {

constexpr int link_weight = 23;

std::vector<char32_t> decoded(std::string_view text) {
    std::vector<char32_t> out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out.push_back(byte);
        else if (byte >= 0xF0)
            out.push_back(byte & 0x07);
        else if (byte >= 0xE0)
            out.push_back(byte & 0x0F);
        else if (byte >= 0xC0)
            out.push_back(byte & 0x1F);
        else if (!out.empty())
            out.back() = out.back() << 6 | (byte & 0x3F);
    }
    return out;
}

bool between(char32_t c, char32_t low, char32_t high) { return c >= low && c <= high; }

bool light(char32_t c) {
    return between(c, 0, 4351) || between(c, 8192, 8205) || between(c, 8208, 8223) ||
           between(c, 8242, 8247);
}

bool flag_letter(char32_t c) { return between(c, 0x1F1E6, 0x1F1FF); }

// Continues the emoji before it: joiner, variation selector, keycap, skin tone.
bool extends(char32_t c) {
    return c == 0x200D || c == 0xFE0F || c == 0x20E3 || between(c, 0x1F3FB, 0x1F3FF);
}

int weight_of_plain(std::string_view text) {
    const std::vector<char32_t> points = decoded(text);
    int total = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool keycap = i + 1 < points.size() && points[i + 1] == 0x20E3;
        total += light(points[i]) && !keycap ? 1 : 2;
        if (flag_letter(points[i]) && i + 1 < points.size() && flag_letter(points[i + 1])) ++i;
        while (i + 1 < points.size() && extends(points[i + 1])) {
            ++i;
            if (points[i] == 0x200D && i + 1 < points.size()) ++i;
        }
    }
    return total;
}

}  // namespace

int weight_of(std::string_view text) {
    int total = 0;
    while (!text.empty()) {
        const std::size_t begin = text.find("http");
        total += weight_of_plain(text.substr(0, begin));
        if (begin == text.npos) break;
        text.remove_prefix(begin);
        const std::size_t length = link_length(text);
        total += length > 0 ? link_weight : 1;
        text.remove_prefix(length > 0 ? length : 1);
    }
    return total;
}

}  // namespace earshot::twins::x
