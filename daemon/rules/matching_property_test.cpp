// Ten thousand random rules against a matcher that tries every term at every place.
#include <random>

#include "rules/rules_fixture.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

using namespace earshot;
using namespace earshot::rules;
using texts::letter_class;

namespace {

struct piece {
    std::string bytes;
    letter_class kind = letter_class::separator;
};

std::vector<piece> pieces_of(std::string_view text) {
    std::vector<piece> out;
    while (!text.empty()) {
        const std::string_view all = text;
        const char32_t c = texts::take_front(text);
        out.push_back({std::string(all.substr(0, all.size() - text.size())), texts::class_of(c)});
    }
    return out;
}

// The words of a text as a list: whole words, single characters of dense scripts, single signs.
std::vector<piece> words_of(std::string_view folded) {
    std::vector<piece> out;
    bool open = false;
    for (const piece& one : pieces_of(folded)) {
        const bool goes_on = open && one.kind == letter_class::word;
        if (goes_on)
            out.back().bytes += one.bytes;
        else if (one.kind != letter_class::separator)
            out.push_back(one);
        open = one.kind == letter_class::word;
    }
    return out;
}

struct naive_term {
    std::vector<piece> words;
    bool opens = true;
    bool closes = true;
};

naive_term term_of(std::string_view spelled) {
    naive_term out;
    if (spelled.starts_with('*')) out.opens = false, spelled.remove_prefix(1);
    if (spelled.ends_with('*')) out.closes = false, spelled.remove_suffix(1);
    out.words = words_of(texts::folded(spelled));
    return out;
}

// Word by word; the stars are for the first and the last. Where a term goes on with a word right
// behind a dense character or the other way round, words are what they are in both.
bool fits(const naive_term& term, std::span<const piece> text) {
    if (text.size() < term.words.size()) return false;
    for (std::size_t i = 0; i < term.words.size(); ++i) {
        const std::string& wanted = term.words[i].bytes;
        const std::string& there = text[i].bytes;
        const bool word = text[i].kind == letter_class::word;
        const bool any_front = i == 0 && !term.opens && word;
        const bool any_back = i + 1 == term.words.size() && !term.closes && word;
        const bool good = any_front && any_back ? there.contains(wanted)
                          : any_front           ? there.ends_with(wanted)
                          : any_back            ? there.starts_with(wanted)
                                                : there == wanted;
        if (!good) return false;
    }
    return true;
}

bool naively_found(const naive_term& term, const std::vector<piece>& text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (fits(term, std::span(text).subspan(at))) return true;
    return false;
}

// Few letters, so that much matches: two Latin ones, an accent, case, kana, Han, an emoji.
class babble {
public:
    explicit babble(unsigned seed) : random_(seed) {}

    std::string text(std::size_t length, bool separators) {
        static constexpr const char* letters[] = {"a", "b", "A", "é", "ß", "ﬁ", "か", "漢", "😡"};
        static constexpr const char* between[] = {" ", " ", ", ", ".", "\n", "-", "　"};
        std::string out;
        for (std::size_t i = 0; i < length; ++i) {
            const bool gap = separators && random_() % 4 == 0;
            out += gap ? between[random_() % std::size(between)]
                       : letters[random_() % std::size(letters)];
        }
        return out;
    }

    std::string term() {
        std::string core = text(1 + random_() % 4, random_() % 3 == 0);
        while (words_of(texts::folded(core)).empty()) core = text(2, false);
        const std::string front = random_() % 8 == 0 ? "*" : "";
        const std::string back = random_() % 5 == 0 ? "*" : "";
        return front + core + back;
    }

    std::size_t below(std::size_t limit) { return random_() % limit; }

private:
    std::mt19937 random_;
};

std::string in_yaml(const std::string& term) {
    std::string out = "\"";
    for (const char c : term) out += c == '\n' ? std::string("\\n") : std::string(1, c);
    return out + "\"";
}

}  // namespace

TEST_CASE("matching: ten thousand rules say what trying every term everywhere says") {
    babble random(3);
    std::vector<naive_term> terms;
    std::string yaml = "rules:\n";
    for (int i = 0; i < 10'000; ++i) {
        const std::string spelled = random.term();
        terms.push_back(term_of(spelled));
        yaml += "  r" + std::to_string(i) + ": {when: {words: [" + in_yaml(spelled) +
                "]}, then: {topics: t}}\n";
    }
    const rule_set rules = rules_of(yaml);
    REQUIRE(rules.size() == terms.size());
    std::size_t matched = 0;
    for (int round = 0; round < 60; ++round) {
        const std::string text = random.text(1 + random.below(30), true);
        const std::vector<piece> words = words_of(texts::folded(text));
        std::vector<std::string> expected;
        for (std::size_t i = 0; i < terms.size(); ++i)
            if (naively_found(terms[i], words)) expected.push_back("r" + std::to_string(i));
        INFO(text);
        REQUIRE(names_of(judged(rules, text)) == expected);
        matched += expected.size();
    }
    CHECK(matched > 10'000);
}

TEST_CASE("matching: the same text gives the same outcome, in a copy of the rules too") {
    babble random(9);
    std::string yaml = "rules:\n";
    for (int i = 0; i < 200; ++i)
        yaml += "  r" + std::to_string(i) + ": {when: {words: [" + in_yaml(random.term()) +
                "]}, then: {class: c" + std::to_string(i) + "}}\n";
    const rule_set rules = rules_of(yaml);
    const rule_set copy = rules;
    const rule_set again = rules_of(yaml);
    for (int round = 0; round < 100; ++round) {
        const std::string text = random.text(20, true);
        const outcome first = judged(rules, text);
        CHECK(judged(rules, text) == first);
        CHECK(judged(copy, text) == first);
        CHECK(judged(again, text) == first);
    }
}
