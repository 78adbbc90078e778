#include "cases/number_text.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace earshot::cases {

namespace {

// Decimal digits people write numbers with: Arabic, Persian, Devanagari, Thai, full width.
constexpr std::array digit_zeros{U'\u0660', U'\u06F0', U'\u0966', U'\u0E50', U'\uFF10'};

char as_ascii(char32_t point) {
    if (point < 0x80) return point < 0x20 ? ' ' : static_cast<char>(point);
    for (const char32_t zero : digit_zeros)
        if (point >= zero && point < zero + 10) return static_cast<char>('0' + (point - zero));
    if (point >= 0xFF01 && point <= 0xFF5E) return static_cast<char>(point - 0xFF01 + '!');
    if ((point >= 0x2010 && point <= 0x2015) || point == 0x2212 || point == 0x30FC) return '-';
    if (point == 0xA0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x3000)
        return ' ';
    if (point == 0xA3 || point == 0xA5 || (point >= 0x20A0 && point <= 0x20CF) ||
        point == U'\u5186' || point == U'\u5143')
        return currency;
    return letter;
}

bool is_address_char(char c) { return c > ' ' && c != blank && c != letter && c != currency; }

bool is_link(std::string_view token) {
    if (token.contains("://") || token.starts_with("www.")) return true;
    const std::size_t slash = token.find('/');
    const std::size_t dot = token.rfind('.', slash);
    return slash != token.npos && dot != token.npos && dot + 2 < slash && dot > 0 &&
           std::ranges::all_of(token.substr(dot + 1, slash - dot - 1), is_ascii_letter);
}

bool is_address(std::string_view token) {
    if (is_link(token)) return true;
    const std::size_t first = token.find_first_of("@#");
    // A number in brackets or with a hash before it is still a number: `#12345678`.
    if (first == token.npos || first + 1 == token.size()) return false;
    return token[first] == '@' || !is_digit(token[first + 1]);
}

// Digits from `at`; the number they make, and where they end.
struct digits {
    int value = 0;
    std::size_t length = 0;
};

digits digits_at(const std::string& chars, std::size_t at) {
    digits read;
    for (; at + read.length < chars.size() && is_digit(chars[at + read.length]); ++read.length)
        if (read.length < 8) read.value = read.value * 10 + (chars[at + read.length] - '0');
    return read;
}

bool is_year(const digits& of) {
    return of.length == 4 ? of.value >= 1900 && of.value < 2100 : of.length == 2;
}
bool is_month(const digits& of) { return of.length <= 2 && of.value >= 1 && of.value <= 12; }
bool is_day(const digits& of) { return of.length <= 2 && of.value >= 1 && of.value <= 31; }

bool is_date(const digits& a, const digits& b, const digits& c) {
    const bool year_first = a.length == 4 && is_year(a) && is_month(b) && is_day(c);
    const bool year_last = is_year(c) && ((is_day(a) && is_month(b)) || (is_month(a) && is_day(b)));
    return year_first || year_last;
}

bool goes_on(const std::string& chars, std::size_t at) {
    if (at >= chars.size()) return false;
    if (is_digit(chars[at])) return true;
    const bool separates = chars[at] == '-' || chars[at] == '.' || chars[at] == '/';
    return separates && at + 1 < chars.size() && is_digit(chars[at + 1]);
}

std::size_t three_part_date(const std::string& chars, std::size_t at, const digits& a) {
    const std::size_t first = at + a.length;
    if (first + 1 >= chars.size()) return 0;
    const char between = chars[first];
    if (between != '-' && between != '.' && between != '/') return 0;
    const digits b = digits_at(chars, first + 1);
    const std::size_t second = first + 1 + b.length;
    if (b.length == 0 || second >= chars.size() || chars[second] != between) return 0;
    const digits c = digits_at(chars, second + 1);
    const std::size_t end = second + 1 + c.length;
    return is_date(a, b, c) && !goes_on(chars, end) ? end - at : 0;
}

std::size_t compact_date(const std::string& chars, std::size_t at, const digits& a) {
    const int year = a.value / 10'000, month = a.value / 100 % 100, day = a.value % 100;
    const bool fits = a.length == 8 && year >= 1900 && year < 2100 && month >= 1 && month <= 12 &&
                      day >= 1 && day <= 31;
    return fits && !goes_on(chars, at + 8) ? 8 : 0;
}

std::size_t time_of_day(const std::string& chars, std::size_t at, const digits& a) {
    if (a.length > 2 || a.value > 24) return 0;
    std::size_t end = at + a.length;
    int parts = 0;
    for (; parts < 2 && end + 2 < chars.size() && chars[end] == ':'; ++parts) {
        const digits next = digits_at(chars, end + 1);
        if (next.length != 2 || next.value > 59) break;
        end += 3;
    }
    return parts > 0 ? end - at : 0;
}

std::size_t date_length(const std::string& chars, std::size_t at) {
    const digits a = digits_at(chars, at);
    if (const std::size_t length = three_part_date(chars, at, a)) return length;
    if (const std::size_t length = compact_date(chars, at, a)) return length;
    return time_of_day(chars, at, a);
}

}  // namespace

number_text read_number_text(std::string_view text) {
    number_text out;
    out.chars.reserve(text.size());
    out.bytes.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const texts::character next = texts::front_of(text.substr(at));
        out.bytes.push_back(at);
        out.chars += as_ascii(next.code_point);
        at += next.length;
    }
    out.bytes.push_back(text.size());
    return out;
}

void blank_addresses(std::string& chars) {
    for (std::size_t begin = 0; begin < chars.size();) {
        std::size_t end = begin;
        while (end < chars.size() && is_address_char(chars[end])) ++end;
        if (is_address(std::string_view(chars).substr(begin, end - begin)))
            std::fill(chars.begin() + static_cast<std::ptrdiff_t>(begin),
                      chars.begin() + static_cast<std::ptrdiff_t>(end), blank);
        begin = std::max(end, begin + 1);
    }
}

void blank_dates(std::string& chars) {
    for (std::size_t at = 0; at < chars.size();) {
        if (!is_digit(chars[at])) {
            ++at;
            continue;
        }
        const bool starts = at == 0 || (chars[at - 1] != '-' && chars[at - 1] != '.' &&
                                        chars[at - 1] != '/' && chars[at - 1] != '+');
        const std::size_t length = starts ? date_length(chars, at) : 0;
        const std::size_t step = length > 0 ? length : digits_at(chars, at).length;
        for (std::size_t i = 0; i < length; ++i) chars[at + i] = blank;
        at += step;
    }
}

}  // namespace earshot::cases
