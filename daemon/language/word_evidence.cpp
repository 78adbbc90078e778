#include "language/word_evidence.hpp"

#include <algorithm>

#include "language/names.hpp"

namespace earshot::language {

namespace {

// What each word says, and all of them together.
struct weighed {
    std::array<weights, evidence_text::most_words> rows;
    std::size_t count = 0;
    weights total{};
    std::size_t known = 0;  // words that the model has seen as a whole
    std::size_t letters = 0;
    std::size_t skipped = 0;  // names and codes
    bool all_capitalized = true;
};

// A word in capitals among others that are not is an abbreviation or a code: no language.
bool is_code(const word& one, std::size_t letters, bool shouting) {
    return one.all_capitals && !shouting && letters >= 2 && letters <= 5;
}

bool is_shouting(const evidence_text& text) {
    const auto capitals = std::ranges::count_if(text.words(), &word::all_capitals);
    return static_cast<std::size_t>(capitals) * 2 > text.words().size() && text.words().size() >= 3;
}

// What speaks for another language than the whole text's, where at least two words in a row do.
struct parts {
    float strong = 0;
    float own = 0;
};

// Looks for the parts of a text that are in `other`, though `best` is the whole text's.
class part_finder {
public:
    part_finder(const weighed& rows, std::size_t best, std::size_t other)
        : rows_(rows), best_(best), other_(other) {}

    parts find() {
        for (std::size_t at = 0; at < rows_.count; ++at) take(rows_.rows[at]);
        end_run();
        return found_;
    }

private:
    static constexpr float telling = 0.5F;  // a margin that is more than chance
    static constexpr float most = 6;        // of one word

    void take(const weights& row) {
        const float margin = scale_ * static_cast<float>(row[other_] - row[best_]);
        if (margin < -telling) {
            found_.own += std::min(-margin, most);
            return end_run();
        }
        for (std::size_t column = 0; column < model_columns; ++column) sum_[column] += row[column];
        if (margin <= telling) return;
        run_ += std::min(margin, most);
        ++length_;
    }

    // Counts only when no third language claims the run.
    void end_run() {
        const auto top =
            *std::max_element(sum_.begin(), sum_.begin() + static_cast<std::ptrdiff_t>(languages_));
        if (length_ >= 2 && run_ > 3 && sum_[other_] == top) found_.strong += run_;
        run_ = 0;
        length_ = 0;
        sum_ = {};
    }

    const weighed& rows_;
    std::size_t best_;
    std::size_t other_;
    float scale_ = ngram_model::built_in().scale();
    std::size_t languages_ = ngram_model::built_in().languages().size();
    parts found_;
    weights sum_{};
    float run_ = 0;
    std::size_t length_ = 0;
};

// Words that some other language claims with force.
std::size_t foreign_words(const weighed& rows, std::size_t best, std::size_t languages,
                          float scale) {
    constexpr float force = 3;
    return static_cast<std::size_t>(std::count_if(
        rows.rows.begin(), rows.rows.begin() + static_cast<std::ptrdiff_t>(rows.count),
        [&](const weights& row) {
            const auto top = *std::max_element(
                row.begin(), row.begin() + static_cast<std::ptrdiff_t>(languages));
            return scale * static_cast<float>(top - row[best]) > force;
        }));
}

// What all words that prefer a language say for it: a bound for its parts, quickly found.
weights preferences(const weighed& rows, std::size_t best) {
    weights sum{};
    for (std::size_t at = 0; at < rows.count; ++at) {
        const weights& row = rows.rows[at];
        const std::int32_t own = row[best];
        for (std::size_t column = 0; column < model_columns; ++column)
            sum[column] += std::max(row[column] - own, 0);
    }
    return sum;
}

void look_for_mixture(word_evidence& found, const weighed& rows, float scale,
                      std::size_t languages) {
    constexpr float share = 0.4F;  // of what speaks for the text's own language
    float strongest = 6;
    const weights preferred = preferences(rows, found.best);
    for (std::size_t other = 0; other < languages; ++other) {
        if (scale * static_cast<float>(preferred[other]) <= strongest) continue;
        const parts seen = part_finder(rows, found.best, other).find();
        if (seen.strong <= strongest || seen.strong < share * seen.own) continue;
        strongest = seen.strong;
        found.mixed = true;
        found.other = other;
    }
    if (!found.mixed && foreign_words(rows, found.best, languages, scale) * 2 > rows.count)
        found.mixed = true;
}

void weigh_each(const evidence_text& text, bool names, bool shouting, weighed& into) {
    const ngram_model& model = ngram_model::built_in();
    for (const word& one : text.words()) {
        const auto letters = text.letters(one);
        if (!names && (is_code(one, letters.size() - 2, shouting) || is_name(letters))) {
            ++into.skipped;
            continue;
        }
        into.all_capitalized = into.all_capitalized && one.capitalized;
        weights& row = into.rows[into.count++] = {};
        into.known += model.add(letters, row) ? 1 : 0;
        for (std::size_t column = 0; column < model_columns; ++column)
            into.total[column] += row[column];
        into.letters += letters.size() - 2;
    }
}

// `New York`, `São Paulo`: what stands beside a name belongs to it.
bool is_all_name(const weighed& rows, bool shouting) {
    return rows.skipped > 0 && rows.all_capitalized && rows.count <= 2 && !shouting;
}

}  // namespace

word_evidence weigh_words(const evidence_text& text, bool names) {
    const ngram_model& model = ngram_model::built_in();
    const bool shouting = is_shouting(text);
    weighed rows;
    weigh_each(text, names, shouting, rows);
    if (is_all_name(rows, shouting)) return {};
    word_evidence found{.words = rows.count, .known = rows.known, .letters = rows.letters};
    for (std::size_t column = 0; column < model_columns; ++column)
        found.log_odds[column] = model.scale() * static_cast<float>(rows.total[column]);
    const std::size_t languages = model.languages().size();
    const auto end = found.log_odds.begin() + static_cast<std::ptrdiff_t>(languages);
    found.best = static_cast<std::size_t>(std::max_element(found.log_odds.begin(), end) -
                                          found.log_odds.begin());
    if (!names && rows.count >= 3) look_for_mixture(found, rows, model.scale(), languages);
    return found;
}

}  // namespace earshot::language
