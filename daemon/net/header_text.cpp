#include "net/header_text.hpp"

#include <algorithm>

namespace earshot::net {

namespace {

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_token_character(char c) {
    return is_letter_or_digit(c) || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").contains(c));
}

bool is_value_character(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

}  // namespace

bool valid_token(std::string_view text) noexcept {
    return !text.empty() && std::ranges::all_of(text, is_token_character);
}

bool valid_field_value(std::string_view text) noexcept {
    return std::ranges::all_of(text, is_value_character);
}

}  // namespace earshot::net
