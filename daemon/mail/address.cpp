#include "mail/address.hpp"

#include <algorithm>

namespace earshot::mails {

namespace {

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_atom_character(char c) {
    return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").contains(c);
}

bool is_dot_atom(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' && !text.contains("..") &&
           std::ranges::all_of(text, [](char c) { return c == '.' || is_atom_character(c); });
}

}  // namespace

bool is_message_id(std::string_view text) {
    const std::size_t at = text.find('@');
    return text.size() <= 900 && at != text.npos && is_dot_atom(text.substr(0, at)) &&
           is_dot_atom(text.substr(at + 1));
}

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return text.size() <= 254 && at <= 64 && is_message_id(text) &&
           std::ranges::all_of(text.substr(at + 1),
                               [](char c) { return c == '.' || c == '-' || is_alphanumeric(c); });
}

}  // namespace earshot::mails
