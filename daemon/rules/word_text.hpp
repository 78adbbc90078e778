// A text laid out for looking up words. Folded; one blank between words whatever stood there;
// nothing at all beside characters of scripts without spaces, and beside signs. Behind the text,
// each in a section of its own after a line end, come its hashtags (`#comcastfail`) and the parts
// of those in camel case (`comcast fail`). Terms are laid out by the same code, so that finding a
// term is comparing bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/fold.hpp"

namespace earshot::rules {

inline constexpr std::size_t max_hashtags = 1'000;  // of one text; the rest is read as words only

class word_text {
public:
    // A word, a hashtag, or a character that is a word of its own.
    struct word {
        std::uint32_t begin;  // in `bytes`
        std::uint32_t end;
        std::uint32_t folded;  // where it begins in the folded text
    };

    // `original` must be what `folded` was made from. Overwrites what was there.
    void lay_out(std::string_view original, const texts::folded_text& folded);

    std::string_view bytes() const { return {bytes_.data(), size_}; }
    const std::vector<word>& words() const { return words_; }  // in order
    std::string_view bytes_of(const word& one) const {
        return bytes().substr(one.begin, one.end - one.begin);
    }

    // Whether no letter of the same word follows: `at` is an end of a match.
    bool ends_at(std::size_t at) const;

    // Where in the original text the character of a byte begins.
    std::uint32_t origin(std::size_t at) const;

private:
    struct tag {
        std::size_t begin;  // of the folded text, behind the `#`
        std::size_t end;
    };

    void lay_out_words();
    std::size_t ascii(std::size_t at);
    void add_separator(std::size_t at);
    void add(std::size_t begin, std::size_t end, texts::letter_class kind);
    std::size_t tag_end(std::size_t at) const;
    void lay_out_tag(tag one);
    void lay_out_parts(tag one);
    bool part_begins(std::size_t at, std::size_t previous, std::size_t next) const;
    char32_t original_at(std::size_t at) const;
    void open_section();
    void open_word(std::size_t folded);
    void put(std::size_t begin, std::size_t end);
    void put(char one) { bytes_[size_++] = one; }

    std::string_view original_;
    const texts::folded_text* folded_ = nullptr;
    std::string bytes_;  // with room behind its end, which is at `size_`
    std::size_t size_ = 0;
    std::vector<word> words_;
    std::vector<tag> tags_;
    texts::letter_class last_ = texts::letter_class::separator;  // what was put down last
    bool gap_ = false;                                           // separators since then
};

}  // namespace earshot::rules
