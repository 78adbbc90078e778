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
#include "rules/word_table.hpp"
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
    const std::string& spelled(std::uint32_t number) const { return spelled_[number]; }

    // The terms of a text, each once, by their numbers.
    std::vector<hit> find(std::string_view text) const;

private:
    // What must follow a term.
    enum class ending : std::uint8_t { anything, word_end, tag_end };

    static ending ending_of(const term& one);
    std::uint32_t remember(std::string key, std::string spelled, term made);
    void find_words(std::string_view text, const texts::folded_text& folded,
                    std::vector<hit>& into) const;
    bool is_written(std::uint32_t number, std::string_view there) const;
    void find_patterns(const texts::folded_text& folded, std::vector<hit>& into) const;

    std::vector<std::string> spelled_;  // apart: looked at for every match
    std::vector<term> terms_;
    std::size_t exact_ = 0;  // how many of them are
    std::unordered_map<std::string, std::uint32_t> numbers_;
    std::vector<std::uint32_t> pattern_terms_;  // the term of each pattern
    pattern_set patterns_;
    std::vector<ending> endings_;  // of each term: apart from it, to be near each other
    word_table first_words_;       // of the terms in `whole_`, with their place there, or alone
    term_trie whole_;
    term_trie opening_;  // `word*`: where any word begins
    term_trie inside_;   // `*word`: at every character
};

}  // namespace earshot::rules
