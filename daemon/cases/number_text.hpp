// A text as it is searched for numbers: one ASCII character for each code point, digits and
// separators of every script as ASCII ones, and what is none of our business blanked out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::cases {

inline constexpr char blank = '\x01';     // here nothing begins, ends or goes on
inline constexpr char letter = '\x02';    // of another script
inline constexpr char currency = '\x03';  // a sign, such as U+20AC

struct number_text {
    std::string chars;
    std::vector<std::size_t> bytes;  // where each begins in the text; one more for its end
};

number_text read_number_text(std::string_view text);

// Links, e-mail addresses, handles and hashtags.
void blank_addresses(std::string& chars);

// `2026-11-22`, `22.11.26`, `20261122`, `14:05:30`.
void blank_dates(std::string& chars);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_ascii_letter(c); }

}  // namespace earshot::cases
