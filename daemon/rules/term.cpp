#include "rules/term.hpp"

#include "rules/word_text.hpp"
#include "text/unicode.hpp"
#include "text/utf8.hpp"

namespace earshot::rules {

namespace {

using texts::letter_class;

constexpr std::string_view white = " \t";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(white);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(white) - begin + 1);
}

// Fullwidth forms of both are for typing in Japanese.
std::string plain_marks(std::string_view spelled) {
    std::string out(spelled);
    for (const auto& [wide, plain] : {std::pair("＃", "#"), std::pair("＊", "*")})
        for (std::size_t at = 0; (at = out.find(wide, at)) != out.npos;)
            out.replace(at, std::string_view(wide).size(), plain);
    return out;
}

struct looked_for {
    std::string bytes;  // empty: it cannot be found in any text
    std::size_t first_word = 0;
};

// What a term without its stars looks like in a text.
looked_for laid_out(std::string_view core) {
    texts::folded_text folded;
    texts::fold(core, folded);
    word_text words;
    words.lay_out(core, folded);
    std::string_view bytes = words.bytes();
    if (core.starts_with('#')) {
        const std::size_t tag = bytes.find("\n#");
        if (tag == bytes.npos) return {};
        bytes = bytes.substr(tag + 1);
        bytes = bytes.substr(0, bytes.find('\n'));
        return {std::string(bytes), bytes.size()};
    }
    bytes = bytes.substr(0, bytes.find('\n'));
    if (bytes.empty()) return {};
    return {std::string(bytes), words.words().front().end};
}

bool one_hashtag(std::string_view core, std::string_view bytes) {
    return bytes.size() == texts::folded(core).size() && core.find('#', 1) == core.npos;
}

bool ends_in_word(std::string_view bytes) {
    letter_class last = letter_class::separator;
    while (!bytes.empty()) last = texts::class_of(texts::take_front(bytes));
    return last == letter_class::word;
}

std::unexpected<std::string> wrong(std::string why) {
    return std::unexpected<std::string>(std::move(why));
}

}  // namespace

std::string letters_of(std::string_view text) {
    const std::string composed = texts::nfc(text);
    std::string out;
    for (std::string_view rest = composed; !rest.empty();) {
        const std::string_view all = rest;
        const auto kind = texts::class_of(texts::take_front(rest));
        if (kind != letter_class::separator) out += all.substr(0, all.size() - rest.size());
    }
    return out;
}

std::expected<term, std::string> read_term(std::string_view spelled, spelling how) {
    const auto quoted = [&] { return "'" + std::string(spelled) + "'"; };
    if (trimmed(spelled).empty()) return wrong("a word is empty; write one, or remove it");
    if (spelled.size() > max_term)
        return wrong("a word has " + std::to_string(spelled.size()) + " bytes; " +
                     std::to_string(max_term) + " are allowed");
    const std::string marked = plain_marks(trimmed(spelled));
    std::string_view core = marked;
    term out;
    if (core.starts_with('*')) out.opens = false, core.remove_prefix(1);
    if (core.ends_with('*')) out.closes = false, core.remove_suffix(1);
    if (core.contains('*'))
        return wrong(quoted() + " has a star inside; stars stand in front and behind");
    looked_for what = laid_out(core);
    out.bytes = std::move(what.bytes);
    if (core.starts_with('#') && (out.bytes.empty() || !one_hashtag(core, out.bytes)))
        return wrong(quoted() + " is no hashtag; one has letters, digits and _ only");
    if (core.starts_with('#') && !out.opens)
        return wrong(quoted() + " has a star in front of a hashtag; leave the # out");
    if (out.bytes.empty())
        return wrong(quoted() + " has no letter, digit or sign to look for; use `pattern` for it");
    if (!out.is_tag()) out.closes = out.closes && ends_in_word(out.bytes);
    const bool goes_on = !out.closes && what.first_word == out.bytes.size() &&
                         (out.is_tag() || ends_in_word(out.bytes));
    out.first_word = goes_on ? 0 : what.first_word;
    if (how == spelling::exact) out.written = letters_of(core);
    return out;
}

}  // namespace earshot::rules
