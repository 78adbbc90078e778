#include "text/fold.hpp"

#include <unicode/uchar.h>

#include <array>

#include "text/fold_table.hpp"
#include "text/unicode.hpp"

namespace earshot::texts {

namespace {

constexpr std::size_t longest_character = 64;  // bytes, with its marks; more of them stand alone

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::uint8_t octet(char c) { return static_cast<std::uint8_t>(c); }

constexpr std::array<char, 128> ascii_lower = [] {
    std::array<char, 128> out{};
    for (unsigned i = 0; i < 128; ++i)
        out[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return out;
}();

// Length of the well-formed sequence in front, which is not ASCII; 0: none (RFC 3629 section 4).
std::size_t sequence_length(std::string_view text) {
    const std::uint8_t lead = octet(text[0]);
    const std::size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((octet(text[i]) & 0xC0) != 0x80) return 0;
    const std::uint8_t second = octet(text[1]);
    const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                     (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    return bad ? 0 : length;
}

char32_t decode(std::string_view text, std::size_t length) {
    char32_t c = octet(text[0]) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (octet(text[i]) & 0x3FU);
    return c;
}

class folder {
public:
    folder(std::string_view text, folded_text& into)
        : table_(fold_table::get()), text_(text), into_(into) {}

    void run() {
        while (at_ < text_.size()) {
            if (octet(text_[at_]) < 0x80)
                ascii();
            else
                character();
        }
        into_.from.push_back(static_cast<std::uint32_t>(text_.size()));
    }

private:
    void ascii() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && octet(text_[at_]) < 0x80) ++at_;
        const std::size_t old = into_.text.size();
        into_.text.resize(old + at_ - begin);
        into_.from.resize(old + at_ - begin);
        for (std::size_t i = begin; i < at_; ++i) {
            into_.text[old + i - begin] = ascii_lower[octet(text_[i])];
            into_.from[old + i - begin] = static_cast<std::uint32_t>(i);
        }
        last_ = at_ - 1;
        last_folded_ = into_.text.size() - 1;
    }

    void character() {
        const std::string_view rest = text_.substr(at_);
        const std::size_t length = sequence_length(rest);
        const auto entry = length == 0 ? fold_table::entry{} : table_.at(decode(rest, length));
        const bool apart = !entry.mark && !entry.joins;
        if (apart || at_ - last_ > longest_character) begin_character();
        if (length == 0)
            put(replacement, 1);
        else if (entry.joins)
            join(length);
        else
            put(entry.stays ? rest.substr(0, length) : table_.form(entry), length);
    }

    void begin_character() {
        last_ = at_;
        last_folded_ = into_.text.size();
    }

    void put(std::string_view form, std::size_t length) {
        into_.text += form;
        into_.from.resize(into_.text.size(), static_cast<std::uint32_t>(at_));
        at_ += length;
    }

    // The character in front with its marks, this one, and those behind that join, all together.
    void join(std::size_t length) {
        into_.text.resize(last_folded_);
        into_.from.resize(last_folded_);
        const std::size_t begin = last_;
        at_ += length;
        for (std::size_t joined = 2; joined < fold_table::most_joined && joins_here(); ++joined)
            at_ += sequence_length(text_.substr(at_));
        const std::string_view together = text_.substr(begin, at_ - begin);
        into_.text += fold_table::fold_joined(repair_utf8(together));
        into_.from.resize(into_.text.size(), static_cast<std::uint32_t>(begin));
    }

    bool joins_here() const {
        if (at_ >= text_.size() || octet(text_[at_]) < 0x80) return false;
        const std::string_view rest = text_.substr(at_);
        const std::size_t length = sequence_length(rest);
        return length != 0 && table_.at(decode(rest, length)).joins;
    }

    const fold_table& table_;
    std::string_view text_;
    folded_text& into_;
    std::size_t at_ = 0;
    std::size_t last_ = 0;         // where the last character began
    std::size_t last_folded_ = 0;  // and its folded form
};

}  // namespace

letter_class class_of(char32_t c) {
    return static_cast<letter_class>(fold_table::get().at(c).kind);
}

bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)) != 0; }
bool is_lower(char32_t c) { return u_islower(static_cast<UChar32>(c)) != 0; }

void fold(std::string_view text, folded_text& into) {
    into.text.clear();
    into.from.clear();
    into.text.reserve(text.size() + 16);
    into.from.reserve(text.size() + 16);
    folder(text.substr(0, UINT32_MAX), into).run();
}

std::string folded(std::string_view text) {
    folded_text out;
    fold(text, out);
    return std::move(out.text);
}

char32_t take_front(std::string_view& text) {
    char32_t c = octet(text[0]);
    std::size_t length = 1;
    if (c >= 0x80) {
        length = sequence_length(text);
        c = length == 0 ? U'\uFFFD' : decode(text, length);
        length = length == 0 ? 1 : length;
    }
    text.remove_prefix(length);
    return c;
}

}  // namespace earshot::texts
