#include "text/unicode.hpp"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <cstring>
#include <memory>
#include <stdexcept>

#include "text/utf8.hpp"

namespace earshot::texts {

namespace {

// Length of the run of ASCII at the front, eight bytes at a time.
std::size_t ascii_run(std::string_view text) {
    std::size_t at = 0;
    for (std::uint64_t block = 0; at + sizeof block <= text.size(); at += sizeof block) {
        std::memcpy(&block, text.data() + at, sizeof block);
        if (block & 0x8080808080808080U) break;
    }
    while (at < text.size() && octet(text[at]) < 0x80) ++at;
    return at;
}

// Nothing below U+0300 composes or is reordered, and U+0300 begins with this byte.
bool surely_nfc(std::string_view text) {
    for (const char c : text)
        if (octet(c) >= 0xCC) return false;
    return true;
}

// Putting the marks on one letter in order takes ICU time that grows with the square of their
// number: 256 KiB of them take seconds. No language has more than a few.
bool piled_up(std::string_view text) {
    constexpr std::size_t most = 256;
    if (text.size() <= most) return false;
    std::size_t marks = 0;
    while (!text.empty() && marks <= most) {
        const bool mark = u_getCombiningClass(static_cast<UChar32>(take_front(text))) != 0;
        marks = mark ? marks + 1 : 0;
    }
    return marks > most;
}

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU cannot ") + what + ": " + u_errorName(status));
}

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

// Making one costs far more than using it, and it must not be shared between threads.
icu::BreakIterator& character_breaks() {
    thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        check(status, "find the ends of characters");
        return made;
    }();
    return *breaks;
}

bool has(char32_t c, UProperty property) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0;
}

// By properties (UTS #51), not by a list: emoji of later years are known with the next ICU.
bool is_emoji(std::string_view character) {
    constexpr std::string_view text_style = "\xEF\xB8\x8E";  // U+FE0E
    constexpr char32_t emoji_style = 0xFE0F;
    constexpr std::string_view keycap = "\xE2\x83\xA3";  // U+20E3
    std::string_view rest = character;
    const char32_t base = take_front(rest);
    if (!has(base, UCHAR_EMOJI)) return false;
    if (base < 0x80) return rest.ends_with(keycap);
    if (has(base, UCHAR_REGIONAL_INDICATOR)) return !rest.empty();
    if (rest.starts_with(text_style)) return false;
    if (has(base, UCHAR_EMOJI_PRESENTATION)) return true;
    while (!rest.empty()) {
        const char32_t c = take_front(rest);
        if (c == emoji_style || has(c, UCHAR_EMOJI_PRESENTATION)) return true;
    }
    return false;
}

std::vector<grapheme> ascii_graphemes(std::string_view text) {
    std::vector<grapheme> out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = text.substr(at).starts_with("\r\n") ? 2 : 1;
        out.push_back({text.substr(at, length), false});
        at += length;
    }
    return out;
}

}  // namespace

bool valid_utf8(std::string_view text) {
    for (text.remove_prefix(ascii_run(text)); !text.empty();) {
        const character next = front_of(text);
        if (!next.whole) return false;
        text.remove_prefix(next.length);
        if (next.length == 1) text.remove_prefix(ascii_run(text));
    }
    return true;
}

std::string repair_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const character next = front_of(text);
        out += next.whole ? text.substr(0, next.length) : replacement;
        text.remove_prefix(next.length);
    }
    return out;
}

std::string nfc(std::string_view text) {
    if (surely_nfc(text) || piled_up(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
    check(status, "normalize");
    std::string out;
    out.reserve(text.size());
    icu::StringByteSink<std::string> into(&out);
    form->normalizeUTF8(0, piece(text), into, nullptr, status);
    check(status, "normalize");
    return out;
}

std::vector<grapheme> graphemes(std::string_view text) {
    if (ascii_run(text) == text.size()) return ascii_graphemes(text);
    UErrorCode status = U_ZERO_ERROR;
    UText view = UTEXT_INITIALIZER;
    utext_openUTF8(&view, text.data(), static_cast<std::int64_t>(text.size()), &status);
    icu::BreakIterator& breaks = character_breaks();
    breaks.setText(&view, status);
    check(status, "find the ends of characters");
    std::vector<grapheme> out;
    auto begin = static_cast<std::size_t>(breaks.first());
    for (std::int32_t next = breaks.next(); next != icu::BreakIterator::DONE;
         next = breaks.next()) {
        const auto end = static_cast<std::size_t>(next);
        const std::string_view bytes = text.substr(begin, end - begin);
        out.push_back({bytes, is_emoji(bytes)});
        begin = end;
    }
    utext_close(&view);
    return out;
}

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += !continues(c);
    return count;
}

std::size_t byte_offset(std::string_view text, std::size_t index) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (continues(text[at])) continue;
        if (index == 0) return at;
        --index;
    }
    return text.size();
}

std::string_view cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && continues(text[limit])) --limit;
    return text.substr(0, limit);
}

void append_utf8(std::string& into, char32_t code_point) {
    const auto byte = [&](char32_t value) { into += static_cast<char>(value); };
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        into += replacement;
    } else if (code_point < 0x80) {
        byte(code_point);
    } else if (code_point < 0x800) {
        byte(0xC0 | code_point >> 6);
        byte(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        byte(0xE0 | code_point >> 12);
        byte(0x80 | (code_point >> 6 & 0x3F));
        byte(0x80 | (code_point & 0x3F));
    } else {
        byte(0xF0 | code_point >> 18);
        byte(0x80 | (code_point >> 12 & 0x3F));
        byte(0x80 | (code_point >> 6 & 0x3F));
        byte(0x80 | (code_point & 0x3F));
    }
}

}  // namespace earshot::texts
