#include "language/detector.hpp"

#include <algorithm>
#include <optional>

#include "language/cld2_evidence.hpp"
#include "language/fasttext_evidence.hpp"
#include "language/han.hpp"
#include "language/letter_share.hpp"
#include "language/question.hpp"
#include "language/tags.hpp"
#include "language/text_cleaner.hpp"
#include "language/word_evidence.hpp"

namespace earshot::language {

namespace {

// The model's languages come first: the balance adds to them by number. The tags outlive the
// balance: they are the model's, the program's, or those of `how`.
balance every_language(const options& how) {
    balance made;
    for (const std::string_view tag : ngram_model::built_in().languages())
        made.admit(tag, prior(how, tag));
    for (const std::string_view tag : {"ja", "zh", "ko"}) made.admit(tag, prior(how, tag));
    for (const std::string& tag : how.serves)
        if (!made.admits(tag)) made.admit(tag);
    return made;
}

std::string guess_asian(const options& how, const evidence_text& text) {
    if (text.count(script::hangul) > 0 && is_served(how, "ko")) return "ko";
    const bool chinese = text.count(script::kana) == 0 && japanese_against_chinese(text.han()) < 0;
    if (is_served(how, "ja") && (!chinese || !is_served(how, "zh"))) return "ja";
    return is_served(how, "zh") ? "zh" : "";
}

std::string guess_latin(const options& how, const evidence_text& text) {
    const word_evidence words = weigh_words(text, true);
    const auto languages = ngram_model::built_in().languages();
    std::optional<std::size_t> best;
    for (std::size_t column = 0; column < languages.size(); ++column)
        if (is_served(how, languages[column]) &&
            (!best || words.log_odds[column] > words.log_odds[*best]))
            best = column;
    return best ? std::string(languages[*best]) : std::string();
}

}  // namespace

detector::detector(options how) : how_(std::move(how)), start_(every_language(how_)) {}
detector::detector(detector&&) noexcept = default;
detector& detector::operator=(detector&&) noexcept = default;
detector::~detector() = default;

result<detector> detector::make(options how) {
    if (!(how.certainty >= 0.5 && how.certainty <= 0.999))
        return fail(error_kind::invalid, "language.certainty",
                    "a certainty is from 0.5 to 0.999; 0.9 is usual");
    for (std::string& tag : how.serves) {
        const auto primary = primary_language(tag);
        if (!primary || !can_tell(*primary))
            return fail(error_kind::invalid, "language.unknown",
                        "'" + tag +
                            "' is no language that can be told; write ISO 639-1 codes "
                            "such as nl, en, pt");
        tag = *primary;
    }
    const std::string file = how.fasttext_model;
    detector made(std::move(how));
    if (file.empty()) return made;
    auto loaded = fasttext_evidence::load(file);
    if (!loaded) return std::unexpected(loaded.error());
    made.fasttext_ = std::move(*loaded);
    return made;
}

language_verdict detector::detect(std::string_view text, std::span<const entity> entities,
                                  const context& beside) const {
    if (const auto corrected = primary_language(beside.corrected))
        return {*corrected, 1, {"corrected by a person: " + *corrected}};
    const evidence_text cleaned = clean(text, entities);
    return question(how_, start_, fasttext_.get(), text, cleaned).answer(beside);
}

std::string detector::best_guess(std::string_view text) const {
    const evidence_text cleaned = clean(text, {});
    if (is_asian(cleaned)) return guess_asian(how_, cleaned);
    if (other_letters(cleaned) > cleaned.count(script::latin)) return ask_cld2(text).tag;
    return cleaned.count(script::latin) > 0 ? guess_latin(how_, cleaned) : std::string();
}

}  // namespace earshot::language
