#include "language/text_cleaner.hpp"

#include <algorithm>

#include "language/features.hpp"
#include "language/letters.hpp"
#include "text/utf8.hpp"

namespace earshot::language {

namespace {

constexpr std::size_t most_bytes = 8192;  // of a text; what comes later tells nothing new

bool is_apostrophe(char32_t one) { return one == U'\'' || one == 0x2019; }

bool is_ascii_name(char one) {
    return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
           one == '_';
}

bool starts_with(std::string_view text, std::string_view lower_case) {
    if (text.size() < lower_case.size()) return false;
    for (std::size_t at = 0; at < lower_case.size(); ++at)
        if ((text[at] | 0x20) != (lower_case[at] | 0x20)) return false;
    return true;
}

// How many bytes of a link or an e-mail address begin here, at a token's beginning; 0: none.
std::size_t address_size(std::string_view rest) {
    if (starts_with(rest, "http://") || starts_with(rest, "https://") ||
        starts_with(rest, "www.")) {
        const auto end = rest.find_first_of(" \t\r\n<>\"");
        return end == std::string_view::npos ? rest.size() : end;
    }
    std::size_t end = 0;
    while (end < rest.size() &&
           (is_ascii_name(rest[end]) || rest[end] == '.' || rest[end] == '-' || rest[end] == '+'))
        ++end;
    if (end == 0 || end + 1 >= rest.size() || rest[end] != '@' || !is_ascii_name(rest[end + 1]))
        return 0;
    while (end < rest.size() &&
           (is_ascii_name(rest[end]) || rest[end] == '.' || rest[end] == '-' || rest[end] == '@'))
        ++end;
    return end;
}

bool is_tag_sign(char32_t one) {
    return one == U'@' || one == U'#' || one == 0xFF03 || one == 0xFF20;
}

}  // namespace

std::size_t evidence_text::letters_in_all() const {
    std::size_t total = 0;
    for (std::size_t which = 1; which < script_count; ++which) total += counts_[which];
    return total;
}

class text_cleaner {
public:
    text_cleaner(std::string_view text, std::span<const entity> entities, evidence_text& into)
        : text_(text.substr(0, most_bytes)), entities_(entities), result_(into) {}

    void run() {
        bool token_begins = true;
        while (at_ < text_.size()) {
            if (skip_entity()) {
                token_begins = false;
                continue;
            }
            const char32_t seen = peek();
            if (token_begins && skip_unmarked(seen)) continue;
            token_begins = !is_tail(seen);
            take(seen);
            advance();
        }
        end_word();
    }

private:
    // What may stand before `@`, `#` or an address: anything but a letter, digit or slash.
    static bool is_tail(char32_t seen) {
        return script_of(seen) == script::latin || (seen >= U'0' && seen <= U'9') || seen == U'/' ||
               seen == U'_' || seen == U'&';
    }

    char32_t peek() {
        std::string_view rest = text_.substr(at_);
        const char32_t seen = texts::take_front(rest);
        next_ = text_.size() - rest.size();
        return seen;
    }

    void advance() {
        at_ = next_;
        ++index_;
    }

    bool skip_entity() {
        const auto inside = [this](const entity& one) {
            return one.begin <= index_ && index_ < one.end;
        };
        if (std::ranges::none_of(entities_, inside)) return false;
        end_word();
        peek();
        advance();
        return true;
    }

    bool skip_unmarked(char32_t seen) {
        if (is_tag_sign(seen)) return skip_tag();
        if (script_of(seen) != script::latin && !(seen >= U'0' && seen <= U'9')) return false;
        const std::size_t size = address_size(text_.substr(at_));
        if (size == 0) return false;
        end_word();
        for (const std::size_t end = at_ + size; at_ < end;) {
            peek();
            advance();
        }
        return true;
    }

    // `@name`, `#tag`: to the first sign that is neither letter, digit nor underscore.
    bool skip_tag() {
        end_word();
        peek();
        advance();
        while (at_ < text_.size()) {
            const char32_t seen = peek();
            const bool inside = script_of(seen) != script::none || (seen >= U'0' && seen <= U'9') ||
                                seen == U'_' || (seen >= 0x300 && seen <= 0x36F);
            if (!inside) break;
            advance();
        }
        return true;
    }

    void take(char32_t seen) {
        const script which = script_of(seen);
        ++result_.counts_[static_cast<std::size_t>(which)];
        if (which == script::han) return take_han(seen);
        if (which == script::latin) return take_letter(seen);
        if (is_apostrophe(seen) && letters_ > 0) return put(U'\'');
        end_word();
        end_han();
    }

    void take_han(char32_t seen) {
        end_word();
        if (result_.han_count_ < result_.han_.size()) result_.han_[result_.han_count_++] = seen;
    }

    void end_han() {
        const std::size_t count = result_.han_count_;
        if (count > 0 && count < result_.han_.size() && result_.han_[count - 1] != U' ')
            result_.han_[result_.han_count_++] = U' ';
    }

    void take_letter(char32_t seen) {
        if (letters_ == 0) {
            word_ = word{.begin = static_cast<std::uint16_t>(result_.letter_count_)};
            put(U' ');
        }
        const char32_t small = lower(seen);
        if (letters_ == 0) word_.capitalized = small != seen;
        word_.all_capitals = small != seen && (letters_ == 0 || word_.all_capitals);
        put(small);
        ++letters_;
    }

    void put(char32_t letter) {
        if (result_.letter_count_ < result_.letters_.size())
            result_.letters_[result_.letter_count_++] = letter;
    }

    void end_word() {
        if (letters_ == 0) return;
        while (result_.letters_[result_.letter_count_ - 1] == U'\'') --result_.letter_count_;
        put(U' ');
        word_.end = static_cast<std::uint16_t>(result_.letter_count_);
        const bool whole = result_.letter_count_ < result_.letters_.size() &&
                           result_.word_count_ < result_.words_.size();
        if (whole && letters_ <= longest_word)
            result_.words_[result_.word_count_++] = word_;
        else
            result_.letter_count_ = word_.begin;
        letters_ = 0;
    }

    std::string_view text_;
    std::span<const entity> entities_;
    evidence_text& result_;
    word word_;
    std::size_t letters_ = 0;  // of the word being read
    std::size_t at_ = 0;
    std::size_t next_ = 0;
    std::uint32_t index_ = 0;  // in code points
};

evidence_text clean(std::string_view text, std::span<const entity> entities) {
    evidence_text result;
    text_cleaner(text, entities, result).run();
    return result;
}

}  // namespace earshot::language
