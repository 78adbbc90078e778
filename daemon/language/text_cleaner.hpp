// What of a text is evidence of its language: words of letters, in lower case. Handles, hashtags,
// links, e-mail addresses, digits and signs are none. Fixed in size: nothing is allocated, and of a
// long text only the beginning counts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "earshot/message.hpp"
#include "language/scripts.hpp"

namespace earshot::language {

struct word {
    std::uint16_t begin = 0;  // of the letters' buffer, the space before the word
    std::uint16_t end = 0;    // after the space behind it
    bool capitalized = false;
    bool all_capitals = false;
};

class evidence_text {
public:
    static constexpr std::size_t most_words = 160;

    std::span<const word> words() const { return {words_.data(), word_count_}; }

    // A Latin word's letters in lower case, a space before and after.
    std::span<const char32_t> letters(const word& of) const {
        return {letters_.data() + of.begin, static_cast<std::size_t>(of.end - of.begin)};
    }

    // Han characters in order; runs are parted by a space.
    std::span<const char32_t> han() const { return {han_.data(), han_count_}; }

    std::size_t count(script which) const { return counts_[static_cast<std::size_t>(which)]; }

    std::size_t letters_in_all() const;

private:
    friend class text_cleaner;

    static constexpr std::size_t most_letters = 1024;

    std::array<char32_t, most_letters> letters_;
    std::array<char32_t, most_letters> han_;
    std::array<word, most_words> words_;
    std::array<std::uint32_t, script_count> counts_{};
    std::size_t letter_count_ = 0;
    std::size_t han_count_ = 0;
    std::size_t word_count_ = 0;
};

// `entities` mark handles, hashtags and links, in code points; those not marked are found too.
evidence_text clean(std::string_view text, std::span<const entity> entities);

}  // namespace earshot::language
