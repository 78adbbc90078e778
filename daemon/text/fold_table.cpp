#include "text/fold_table.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <stdexcept>

#include "text/unicode.hpp"

namespace earshot::texts {

namespace {

using normalizer = const icu::Normalizer2* (*)(UErrorCode&);

icu::UnicodeString in_form(const icu::UnicodeString& text, normalizer form) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out = form(status)->normalize(text, status);
    if (U_FAILURE(status))
        throw std::runtime_error(std::string("ICU cannot fold: ") + u_errorName(status));
    return out;
}

struct substitute {
    char32_t letter;
    std::u32string_view by;
};

// Letters with a stroke and ligatures, which Unicode does not take apart, and the quotes and dashes
// of typographers.
constexpr substitute substitutes[] = {
    {U'ø', U"o"},      {U'ł', U"l"},      {U'đ', U"d"},       {U'ħ', U"h"},       {U'ı', U"i"},
    {U'æ', U"ae"},     {U'œ', U"oe"},     {U'ð', U"d"},       {U'þ', U"th"},      {U'\u2018', U"'"},
    {U'\u2019', U"'"}, {U'\u02BC', U"'"}, {U'\u201C', U"\""}, {U'\u201D', U"\""}, {U'\u2010', U"-"},
    {U'\u2013', U"-"}, {U'\u2014', U"-"},
};

// The blocks of combining marks that no script owns; the voicing marks of kana stand elsewhere.
bool is_accent(char32_t c) {
    const auto within = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
    return within(0x0300, 0x036F) || within(0x1AB0, 0x1AFF) || within(0x1DC0, 0x1DFF) ||
           within(0x20D0, 0x20FF) || within(0xFE20, 0xFE2F);
}

UScriptCode script_of(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status);
}

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

// Letters of other scripts keep their accents; a sign, a digit or nothing at all has none.
bool keeps_accents(char32_t base) {
    switch (script_of(base)) {
        case USCRIPT_LATIN:
        case USCRIPT_GREEK:
        case USCRIPT_CYRILLIC:
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED: return false;
        default: return true;
    }
}

void append(icu::UnicodeString& into, char32_t c) {
    for (const substitute& one : substitutes) {
        if (one.letter != c) continue;
        for (const char32_t by : one.by) into.append(static_cast<UChar32>(by));
        return;
    }
    into.append(static_cast<UChar32>(c));
}

icu::UnicodeString without_accents(const icu::UnicodeString& decomposed) {
    icu::UnicodeString out;
    char32_t base = 0;
    for (std::int32_t at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1)) {
        const auto c = static_cast<char32_t>(decomposed.char32At(at));
        if (!is_mark(c)) base = c;
        if (!is_accent(c) || keeps_accents(base)) append(out, c);
    }
    return out;
}

std::string fold_unicode(const icu::UnicodeString& text) {
    const auto folded = in_form(text, &icu::Normalizer2::getNFKCCasefoldInstance);
    const auto plain = without_accents(in_form(folded, &icu::Normalizer2::getNFDInstance));
    std::string out;
    return in_form(plain, &icu::Normalizer2::getNFCInstance).toUTF8String(out);
}

bool writes_no_spaces(char32_t c) {
    if (c == 0x30FC || c == 0xFF70) return true;  // the mark for long vowels belongs to both kana
    switch (script_of(c)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR: return true;
        default: return false;
    }
}

letter_class classify(char32_t c) {
    const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
    if ((category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0)
        return writes_no_spaces(c) ? letter_class::dense : letter_class::word;
    const bool a_sign = (category & (U_GC_S_MASK | U_GC_CO_MASK | U_GC_CN_MASK)) != 0;
    return a_sign && c >= 0x80 ? letter_class::sign : letter_class::separator;
}

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

bool may_compose(char32_t c) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE;
}

bool is_substituted(char32_t c) {
    return std::ranges::find(substitutes, c, &substitute::letter) != std::end(substitutes);
}

// Quick to find out, and true of nearly all: asking ICU for the form of each takes a second.
bool surely_stays(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(point, UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED) || is_accent(c) ||
        is_substituted(c))
        return false;
    const bool hangul = c >= 0xAC00 && c <= 0xD7A3;  // taken apart, and put together again
    return hangul || u_getIntPropertyValue(point, UCHAR_NFD_QUICK_CHECK) == UNORM_YES;
}

}  // namespace

std::string fold_table::fold_joined(std::string_view text) {
    return fold_unicode(icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))));
}

const fold_table& fold_table::get() {
    static const fold_table made;
    return made;
}

// From U+32400 on there are no letters; blocks there share one.
fold_table::fold_table() : blocks_(0x110000 / block_size, 0) {
    const entry rest{.kind = static_cast<std::uint32_t>(letter_class::sign)};
    entries_.assign(block_size, rest);
    for (char32_t first = 0; first < 0x32400; first += block_size) add_block(first);
    for (char32_t first = 0xE0000; first < 0xE1000; first += block_size) add_block(first);
}

fold_table::entry fold_table::make(char32_t c) {
    entry made{.kind = static_cast<std::uint32_t>(classify(c))};
    if (is_surrogate(c)) return made;
    made.mark = is_mark(c);
    made.joins = may_compose(c) || is_accent(c);
    if (surely_stays(c)) return made;
    const icu::UnicodeString alone(static_cast<UChar32>(c));
    const auto decomposed = in_form(alone, &icu::Normalizer2::getNFKCCasefoldInstance);
    if (!decomposed.isEmpty())  // as of the halfwidth voicing mark
        made.joins |= may_compose(static_cast<char32_t>(decomposed.char32At(0))) ? 1U : 0U;
    const std::string form = fold_unicode(alone);
    std::string same;
    append_utf8(same, c);
    if (form == same) return made;
    made.stays = 0;
    made.offset = static_cast<std::uint32_t>(forms_.size()) & 0xFFFFF;
    made.length = static_cast<std::uint32_t>(form.size()) & 0x3F;
    forms_ += form;
    return made;
}

void fold_table::add_block(char32_t first) {
    std::vector<entry> block;
    for (char32_t c = first; c < first + block_size; ++c) block.push_back(make(c));
    blocks_[first / block_size] = static_cast<std::uint16_t>(entries_.size() / block_size);
    entries_.insert(entries_.end(), block.begin(), block.end());
}

}  // namespace earshot::texts
