// What the words in Latin letters tell, by our own model: each language's log-odds, and whether
// two languages are mixed.
#pragma once

#include <array>
#include <cstddef>

#include "language/ngram_model.hpp"
#include "language/text_cleaner.hpp"

namespace earshot::language {

struct word_evidence {
    std::array<float, model_columns> log_odds{};  // in the order of the model's languages
    std::size_t best = 0;
    std::size_t words = 0;    // that were weighed
    std::size_t known = 0;    // of those, words that the model has seen as a whole
    std::size_t letters = 0;  // of those
    bool mixed = false;       // strong parts in two languages
    std::size_t other = 0;    // the second language, where mixed
};

// With `names`, place names and brands count, too.
word_evidence weigh_words(const evidence_text& text, bool names);

}  // namespace earshot::language
