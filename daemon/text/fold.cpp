#include "text/fold.hpp"

#include <unicode/uchar.h>

#include <array>

#include "text/fold_table.hpp"
#include "text/unicode.hpp"
#include "text/utf8.hpp"

namespace earshot::texts {

namespace {

constexpr std::size_t longest_character = 64;  // bytes, with its marks; more of them stand alone

constexpr std::array<char, 128> ascii_lower = [] {
    std::array<char, 128> out{};
    for (unsigned i = 0; i < 128; ++i)
        out[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    return out;
}();

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
        const texts::character next = front_of(rest);
        const auto entry = next.whole ? table_.at(next.code_point) : fold_table::entry{};
        const bool apart = !entry.mark && !entry.joins;
        if (apart || at_ - last_ > longest_character) begin_character();
        if (!next.whole)
            put(replacement, 1);
        else if (entry.joins)
            join(next.length);
        else
            put(entry.stays ? rest.substr(0, next.length) : table_.form(entry), next.length);
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
            at_ += front_of(text_.substr(at_)).length;
        const std::string_view together = text_.substr(begin, at_ - begin);
        into_.text += fold_table::fold_joined(repair_utf8(together));
        into_.from.resize(into_.text.size(), static_cast<std::uint32_t>(begin));
    }

    bool joins_here() const {
        if (at_ >= text_.size() || octet(text_[at_]) < 0x80) return false;
        const texts::character next = front_of(text_.substr(at_));
        return next.whole && table_.at(next.code_point).joins;
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

}  // namespace earshot::texts
