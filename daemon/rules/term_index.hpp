// All words and patterns of all rules, looked for in one pass over a text. Built by adding, then
// `finish`; immutable from then on, and for any thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/pattern_set.hpp"
#include "rules/term.hpp"
#include "rules/term_trie.hpp"
#include "rules/word_filter.hpp"
#include "rules/word_text.hpp"

namespace earshot::rules {

// A term that a text has, and where it has it first: bytes of the original text.
struct hit {
    std::uint32_t term = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class term_index {
public:
    // The number of a term or pattern; the same for the same one. Errors are for people.
    std::expected<std::uint32_t, std::string> add(std::string_view spelled, spelling how);
    std::expected<std::uint32_t, std::string> add_pattern(std::string_view pattern);

    // False: the patterns together are too large.
    bool finish();

    std::size_t size() const { return terms_.size(); }
    std::size_t patterns() const { return patterns_.size(); }

    // As the rule spells it; a pattern between slashes.
    const std::string& spelled(std::uint32_t number) const { return terms_[number].spelled; }

    // The terms of a text, each once, by their numbers.
    std::vector<hit> find(std::string_view text) const;

private:
    std::uint32_t remember(std::string key, term made);
    void find_words(std::string_view text, const texts::folded_text& folded,
                    std::vector<hit>& into) const;
    void find_patterns(const texts::folded_text& folded, std::vector<hit>& into) const;

    std::vector<term> terms_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::uint32_t> pattern_terms_;  // the term of each pattern
    pattern_set patterns_;
    word_filter first_words_;  // of the terms in `whole_`
    term_trie whole_;          // looked up where a word begins that passes the filter
    term_trie opening_;        // `word*`: where any word begins
    term_trie inside_;         // `*word`: at every character
};

}  // namespace earshot::rules
