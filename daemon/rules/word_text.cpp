#include "rules/word_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "text/utf8.hpp"

namespace earshot::rules {

using texts::letter_class;
using texts::octet;

namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

std::size_t length_at(std::string_view text, std::size_t at) {
    return texts::front_of(text.substr(at)).length;
}

letter_class class_at(std::string_view text, std::size_t at) {
    return texts::class_of(texts::front_of(text.substr(at)).code_point);
}

bool in_tag(std::string_view text, std::size_t at) {
    if (text[at] == '_') return true;
    const auto kind = class_at(text, at);
    return kind == letter_class::word || kind == letter_class::dense;
}

// Of a folded text: no capital letters are left.
constexpr std::array<bool, 128> ascii_word = [] {
    std::array<bool, 128> out{};
    for (unsigned c = 0; c < 128; ++c) out[c] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return out;
}();

}  // namespace

void word_text::lay_out(std::string_view original, const texts::folded_text& folded) {
    original_ = original;
    folded_ = &folded;
    words_.clear();
    tags_.clear();
    size_ = 0;
    bytes_.resize(folded.text.size());  // words take no more room than they did
    last_ = letter_class::separator;
    gap_ = false;
    lay_out_words();
    for (const tag& one : tags_) {
        bytes_.resize(size_ + 4 * (one.end - one.begin) + 4);
        lay_out_tag(one);
        lay_out_parts(one);
    }
}

void word_text::lay_out_words() {
    const std::string_view text = folded_->text;
    for (std::size_t at = 0; at < text.size();) {
        if (octet(text[at]) < 0x80) {
            at = ascii(at);
            continue;
        }
        const texts::character next = texts::front_of(text.substr(at));
        const std::size_t end = at + next.length;
        const letter_class kind = texts::class_of(next.code_point);
        if (kind == letter_class::separator)
            add_separator(at);
        else
            add(at, end, kind);
        at = end;
    }
}

// One separator, or the rest of one word. Returns where it ends.
std::size_t word_text::ascii(std::size_t at) {
    const std::string& text = folded_->text;
    if (!ascii_word[octet(text[at])]) {
        add_separator(at);
        return at + 1;
    }
    std::size_t end = at + 1;
    while (end < text.size() && octet(text[end]) < 0x80 && ascii_word[octet(text[end])]) ++end;
    add(at, end, letter_class::word);
    return end;
}

void word_text::add_separator(std::size_t at) {
    const std::string& text = folded_->text;
    if (text[at] == '#' && (gap_ || last_ != letter_class::word) && tags_.size() < max_hashtags) {
        const std::size_t end = tag_end(at + 1);
        if (end != at + 1) tags_.push_back({at + 1, end});
    }
    gap_ = true;
}

void word_text::add(std::size_t begin, std::size_t end, letter_class kind) {
    const bool both_words = last_ == letter_class::word && kind == letter_class::word;
    if (both_words && gap_) put(' ');
    if (!both_words || gap_) open_word(begin);
    put(begin, end);
    words_.back().end = static_cast<std::uint32_t>(size_);
    last_ = kind;
    gap_ = false;
}

void word_text::open_word(std::size_t folded) {
    const auto here = static_cast<std::uint32_t>(size_);
    words_.push_back({here, here, static_cast<std::uint32_t>(folded)});
}

void word_text::put(std::size_t begin, std::size_t end) {
    std::memcpy(bytes_.data() + size_, folded_->text.data() + begin, end - begin);
    size_ += end - begin;
}

// Within a word, bytes follow each other here as in the folded text.
std::uint32_t word_text::origin(std::size_t at) const {
    const auto next = std::ranges::upper_bound(words_, at, {}, &word::begin);
    const word& in = *std::prev(next);
    return folded_->from[in.folded + (at - in.begin)];
}

std::size_t word_text::tag_end(std::size_t at) const {
    const std::string& text = folded_->text;
    while (at < text.size() && in_tag(text, at)) at += length_at(text, at);
    return at;
}

void word_text::open_section() {
    put('\n');
    last_ = letter_class::separator;
    gap_ = false;
}

void word_text::lay_out_tag(tag one) {
    open_section();
    open_word(one.begin - 1);
    put(one.begin - 1, one.end);
    words_.back().end = static_cast<std::uint32_t>(size_);
}

// `#ComcastFail`, `#KLMFail`, `#Outage2024`; nothing where it is all one part.
void word_text::lay_out_parts(tag one) {
    const std::string& text = folded_->text;
    std::vector<std::size_t> begins{one.begin};
    std::size_t previous = one.begin;
    for (std::size_t at = one.begin + length_at(text, one.begin); at < one.end;) {
        const std::size_t next = at + length_at(text, at);
        if (part_begins(at, previous, next < one.end ? next : at)) begins.push_back(at);
        previous = at;
        at = next;
    }
    if (begins.size() == 1) return;
    open_section();
    begins.push_back(one.end);
    for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
        gap_ = true;
        for (std::size_t at = begins[i]; at < begins[i + 1]; at += length_at(text, at))
            if (text[at] == '_')
                gap_ = true;
            else
                add(at, at + length_at(text, at), class_at(text, at));
    }
}

bool word_text::part_begins(std::size_t at, std::size_t previous, std::size_t next) const {
    if (folded_->from[at] == folded_->from[previous]) return false;  // of one letter, as of `ß`
    const char32_t before = original_at(previous);
    const char32_t here = original_at(at);
    const char32_t after = original_at(next);
    if (is_digit(before) != is_digit(here)) return true;
    if (!texts::is_upper(here)) return false;
    return !texts::is_upper(before) || texts::is_lower(after);
}

char32_t word_text::original_at(std::size_t at) const {
    return texts::front_of(original_.substr(folded_->from[at])).code_point;
}

bool word_text::ends_at(std::size_t at) const {
    if (at >= size_) return true;
    if (octet(bytes_[at]) < 0x80) return !ascii_word[octet(bytes_[at])] && bytes_[at] != '_';
    return class_at(bytes(), at) != letter_class::word;
}

}  // namespace earshot::rules
