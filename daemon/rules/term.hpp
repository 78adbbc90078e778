// A word or phrase as an operator writes it in a rule, and the form in which it is looked up.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace earshot::rules {

inline constexpr std::size_t max_term = 200;  // bytes

enum class spelling : std::uint8_t {
    folded,  // case, accents and width make no difference
    exact,   // they do
};

struct term {
    std::string spelled;         // as in the rule
    std::string bytes;           // as laid out (word_text)
    std::string written;         // for `exact`: what must stand in the text, without separators
    std::size_t first_word = 0;  // how many of `bytes` are the first word; 0: it goes on (`word*`)
    bool opens = true;           // begins where a word begins; not of `*word`
    bool closes = true;          // ends where a word ends; not of `word*`

    bool is_tag() const { return bytes.starts_with('#'); }

    bool operator==(const term&) const = default;
};

// The error is for people: what is wrong with it, and what to write instead.
std::expected<term, std::string> read_term(std::string_view spelled, spelling how);

// The letters and signs of a text in NFC, without what separates words: what `exact` compares.
std::string letters_of(std::string_view text);

}  // namespace earshot::rules
