#include "cases/private_numbers.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cases/among.hpp"
#include "cases/number_text.hpp"

namespace earshot::cases {

namespace {

constexpr std::size_t fewest_digits = 8;
constexpr std::size_t most_groups = 64;  // of one number with separators; the next begins a new one

struct group {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t length() const { return end - begin; }
};

using groups = std::vector<group>;

// ISO/IEC 7812-1, annex B.
bool luhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i] - '0';
        const int doubled = digit * 2;
        sum += i % 2 == 0 ? digit : (doubled > 9 ? doubled - 9 : doubled);
    }
    return sum % 10 == 0;
}

bool is_card(std::string_view digits) {
    return digits.size() >= 13 && digits.size() <= 19 && digits.front() >= '2' &&
           digits.front() <= '6' && luhn(digits);
}

// ISO 13616-1: the first four characters move to the end, letters count from 10.
bool is_iban(const std::string& compact) {
    if (compact.size() < 15 || compact.size() > 34) return false;
    int rest = 0;
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char c = compact[(i + 4) % compact.size()];
        rest = is_digit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
    }
    return rest == 1;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

class searcher {
public:
    explicit searcher(std::string_view text) : read_(read_number_text(text)) {
        blank_addresses(chars());
        find_ibans();
        blank_dates(chars());
        find_digits();
        std::ranges::sort(found_, {}, &private_number::begin);
    }

    std::vector<private_number> found() && { return std::move(found_); }

private:
    std::string& chars() { return read_.chars; }
    char at(std::size_t i) const { return i < read_.chars.size() ? read_.chars[i] : blank; }
    char before(std::size_t i) const { return i > 0 ? read_.chars[i - 1] : blank; }

    void keep(number_kind kind, std::size_t begin, std::size_t end, std::string value) {
        found_.push_back({kind, read_.bytes[begin], read_.bytes[end], std::move(value)});
    }

    // --- IBAN ---

    void find_ibans() {
        for (std::size_t i = 0; i + 15 <= read_.chars.size(); ++i) {
            const bool begins = is_ascii_letter(at(i)) && is_ascii_letter(at(i + 1)) &&
                                is_digit(at(i + 2)) && is_digit(at(i + 3)) && !is_alnum(before(i));
            if (begins) i = std::max(i, take_iban(i));
        }
    }

    // Where it ends, or `begin`. In groups or in one piece.
    std::size_t take_iban(std::size_t begin) {
        std::string compact;
        for (std::size_t i = begin; compact.size() <= 34; ++i) {
            if (is_alnum(at(i))) {
                compact += upper(at(i));
            } else if (is_iban(compact)) {
                keep(number_kind::iban, begin, i, compact);
                std::fill_n(chars().begin() + static_cast<std::ptrdiff_t>(begin), i - begin, blank);
                return i;
            } else if (at(i) != ' ' || !is_alnum(at(i + 1))) {
                return begin;
            }
        }
        return begin;
    }

    // --- digits ---

    void find_digits() {
        for (std::size_t i = 0; i < read_.chars.size();) {
            if (!is_digit(at(i))) {
                ++i;
                continue;
            }
            groups parts = groups_from(i);
            i = parts.back().end;
            judge(without_names(std::move(parts)));
        }
    }

    static bool separates(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
    }

    // Digits with at most two separators between them.
    groups groups_from(std::size_t i) const {
        groups out;
        while (out.size() < most_groups) {
            group& one = out.emplace_back(i, i);
            while (is_digit(at(one.end))) ++one.end;
            std::size_t next = one.end;
            while (next < one.end + 2 && separates(at(next))) ++next;
            if (!is_digit(at(next))) break;
            i = next;
        }
        return out;
    }

    // `KL1234 06 ...` and `... 23kg`: a few digits at a word belong to the word.
    groups without_names(groups parts) const {
        const auto few = [](const group& one) { return one.length() <= 4; };
        if (is_ascii_letter(before(parts.front().begin)) && few(parts.front()))
            parts.erase(parts.begin());
        if (!parts.empty() && is_ascii_letter(at(parts.back().end)) && few(parts.back()))
            parts.pop_back();
        return parts;
    }

    std::string value_of(const groups& parts) const {
        std::string out;
        for (const group& one : parts) out.append(read_.chars, one.begin, one.length());
        return out;
    }

    void judge(groups parts) {
        while (!parts.empty()) {
            const std::size_t used = take_card(parts);
            if (used == 0) break;
            parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(used));
        }
        if (parts.empty()) return;
        std::string value = value_of(parts);
        if (value.size() < fewest_digits || is_price(parts) || is_amount(parts) || is_list(parts))
            return;
        keep(number_kind::account, parts.front().begin, parts.back().end, std::move(value));
    }

    // How many groups from the first on are a card; what stands behind one is its date, perhaps.
    std::size_t take_card(const groups& parts) {
        std::string digits;
        for (std::size_t i = 0; i < parts.size() && digits.size() < 19; ++i) {
            digits.append(read_.chars, parts[i].begin, parts[i].length());
            if (!is_card(digits)) continue;
            keep(number_kind::card, parts.front().begin, parts[i].end, digits);
            return i + 1;
        }
        return 0;
    }

    bool is_price(const groups& parts) const {
        std::size_t left = parts.front().begin, right = parts.back().end;
        if (before(left) == ' ') --left;
        if (at(right) == ',' && is_digit(at(right + 1)))
            for (++right; is_digit(at(right));) ++right;
        if (at(right) == ' ') ++right;
        return names_money(before(left)) || names_money(at(right)) || currency_code_before(left) ||
               currency_code_at(right);
    }

    static bool names_money(char c) { return c == currency || c == '$'; }

    static bool is_currency_code(std::string_view word) {
        constexpr std::array codes{"EUR", "USD", "GBP", "JPY", "NOK", "SEK",
                                   "DKK", "CHF", "CNY", "KR",  "YEN", "EURO"};
        return among(codes, word);
    }

    bool currency_code_at(std::size_t i) const {
        std::string word;
        while (is_ascii_letter(at(i)) && word.size() < 5) word += upper(at(i++));
        return is_currency_code(word);
    }

    bool currency_code_before(std::size_t i) const {
        std::string word;
        while (is_ascii_letter(before(i)) && word.size() < 5) word += upper(before(i--));
        std::ranges::reverse(word);
        return is_currency_code(word);
    }

    // `12.345.678`
    bool is_amount(const groups& parts) const {
        if (parts.size() < 2 || at(parts.front().begin) == '0' || parts.front().length() > 3)
            return false;
        for (std::size_t i = 1; i < parts.size(); ++i) {
            const bool dot =
                parts[i].begin == parts[i - 1].end + 1 && before(parts[i].begin) == '.';
            if (!dot || parts[i].length() != 3) return false;
        }
        return true;
    }

    // `3 2 1 ...`, `2024 2025 2026`
    bool is_list(const groups& parts) const {
        const auto single = [](const group& one) { return one.length() == 1; };
        const auto year = [&](const group& one) {
            const std::string_view digits(read_.chars.data() + one.begin, one.length());
            return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        };
        return std::ranges::all_of(parts, single) || std::ranges::all_of(parts, year);
    }

    number_text read_;
    std::vector<private_number> found_;
};

}  // namespace

std::vector<private_number> private_numbers(std::string_view text) {
    const auto digit_count = std::ranges::count_if(
        text, [](char c) { return is_digit(c) || static_cast<unsigned char>(c) >= 0x80; });
    if (std::cmp_less(digit_count, fewest_digits)) return {};
    return searcher(text).found();
}

std::string masked(std::string_view text) {
    std::string out;
    std::size_t done = 0;
    for (const private_number& number : private_numbers(text)) {
        out.append(text.substr(done, number.begin - done));
        const std::string_view written = text.substr(number.begin, number.end - number.begin);
        const number_text read = read_number_text(written);
        auto left = std::ranges::count_if(read.chars, is_alnum);
        for (std::size_t i = 0; i < read.chars.size(); ++i) {
            const bool hidden = is_alnum(read.chars[i]) && left-- > 2;
            const std::size_t length = read.bytes[i + 1] - read.bytes[i];
            out.append(hidden ? std::string_view("*") : written.substr(read.bytes[i], length));
        }
        done = number.end;
    }
    return out.append(text.substr(done));
}

}  // namespace earshot::cases
