#include "language/word_evidence.hpp"

#include <algorithm>

#include "language/names.hpp"

namespace earshot::language {

namespace {

constexpr std::size_t most_words = 160;

struct weighed {
    std::array<weights, most_words> rows;
    std::size_t count = 0;
};

// A word in capitals among others that are not is an abbreviation or a code: no language.
bool is_code(const word& one, std::size_t letters, bool shouting) {
    return one.all_capitals && !shouting && letters >= 2 && letters <= 5;
}

bool is_shouting(const evidence_text& text) {
    const auto capitals = std::ranges::count_if(text.words(), &word::all_capitals);
    return static_cast<std::size_t>(capitals) * 2 > text.words().size() && text.words().size() >= 3;
}

// Strong in one language where another is the whole text's: two words in a row at least.
struct parts {
    float strongest = 0;
    float own = 0;
};

parts parts_against(const weighed& rows, std::size_t best, std::size_t other, float scale) {
    parts found;
    float run = 0;
    std::size_t length = 0;
    for (std::size_t at = 0; at < rows.count; ++at) {
        const float margin = scale * static_cast<float>(rows.rows[at][other] - rows.rows[at][best]);
        if (margin < 0) found.own -= margin;
        if (margin > 0.5F) {
            run += std::min(margin, 6.0F);
            ++length;
            if (length >= 2) found.strongest = std::max(found.strongest, run);
        } else if (margin < -0.5F) {
            run = 0;
            length = 0;
        }
    }
    return found;
}

void look_for_mixture(word_evidence& found, const weighed& rows, float scale,
                      std::size_t languages) {
    float strongest = 8;
    for (std::size_t other = 0; other < languages; ++other) {
        if (other == found.best) continue;
        const parts seen = parts_against(rows, found.best, other, scale);
        if (seen.strongest > strongest && seen.strongest > 0.3F * seen.own) {
            strongest = seen.strongest;
            found.mixed = true;
            found.other = other;
        }
    }
}

}  // namespace

word_evidence weigh_words(const evidence_text& text, bool names) {
    const ngram_model& model = ngram_model::built_in();
    const bool shouting = is_shouting(text);
    word_evidence found;
    weighed rows;
    weights total{};
    for (const word& one : text.words()) {
        const auto letters = text.letters(one);
        if (!names && (is_code(one, letters.size() - 2, shouting) || is_name(letters))) continue;
        weights& row = rows.rows[rows.count++] = {};
        model.add(letters, row);
        for (std::size_t column = 0; column < model_columns; ++column) total[column] += row[column];
        found.letters += letters.size() - 2;
    }
    found.words = rows.count;
    for (std::size_t column = 0; column < model_columns; ++column)
        found.log_odds[column] = model.scale() * static_cast<float>(total[column]);
    const std::size_t languages = model.languages().size();
    const auto end = found.log_odds.begin() + static_cast<std::ptrdiff_t>(languages);
    found.best = static_cast<std::size_t>(std::max_element(found.log_odds.begin(), end) -
                                          found.log_odds.begin());
    if (!names && rows.count >= 4) look_for_mixture(found, rows, model.scale(), languages);
    return found;
}

}  // namespace earshot::language
