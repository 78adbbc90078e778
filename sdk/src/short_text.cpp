#include "earshot/short_text.hpp"

#include <algorithm>

namespace earshot {

namespace {

bool within_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool control(unsigned char c) { return c < 0x20 || c == 0x7F; }

bool beyond_ascii(unsigned char c) { return c >= 0x80; }

}  // namespace

std::string cut_to_bytes(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && within_character(text[most])) --most;
    text.resize(most);
    return text;
}

std::string cut_to_characters(std::string text, std::size_t most) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!within_character(text[i]) && ++characters > most) return text.substr(0, i);
    return text;
}

std::string one_line(std::string text, std::size_t most) {
    text = cut_to_bytes(std::move(text), most);
    std::ranges::replace_if(text, control, ' ');
    return text;
}

std::string ascii_line(std::string text, std::size_t most) {
    text = one_line(std::move(text), most);
    std::ranges::replace_if(text, beyond_ascii, ' ');
    return text;
}

std::string lower_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace earshot
