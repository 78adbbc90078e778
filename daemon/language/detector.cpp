#include "language/detector.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "language/cld2_evidence.hpp"
#include "language/fasttext_evidence.hpp"
#include "language/han.hpp"
#include "language/tags.hpp"
#include "language/text_cleaner.hpp"
#include "language/word_evidence.hpp"

namespace earshot::language {

namespace {

// How much each kind of evidence moves the scales, in natural logarithms.
constexpr float served = 3;       // for the brand's languages against all others
constexpr float by_script = 12;   // kana are Japanese, Hangul is Korean
constexpr float platform = 1.5F;  // X's tag is often wrong on short posts
constexpr float account = 0.7F;
constexpr float cld2_sure = 1.5F;
constexpr float cld2_unsure = 0.5F;
constexpr float cld2_alone = 5;  // against words that our model does not know
constexpr float fasttext_most = 3;
constexpr float most_of_history = 3;  // many messages in one language
constexpr double sure_words = 0.999;  // from here on nobody else is asked

// A CJK character says as much as some Latin letters.
constexpr std::size_t letters_in_character = 3;

std::size_t asian_letters(const evidence_text& text) {
    return letters_in_character *
           (text.count(script::kana) + text.count(script::han) + text.count(script::hangul));
}

std::size_t other_letters(const evidence_text& text) {
    return text.letters_in_all() - text.count(script::latin) - text.count(script::kana) -
           text.count(script::han) - text.count(script::hangul);
}

float history(std::uint32_t times) {
    return std::min(most_of_history, 1.2F * std::log2(1 + static_cast<float>(times)));
}

bool has(const std::vector<std::string>& list, std::string_view tag) {
    return std::ranges::find(list, tag) != list.end();
}

double two_decimals(double value) { return std::round(value * 100) / 100; }

float prior(const options& how, std::string_view tag) {
    return how.serves.empty() || has(how.serves, tag) ? 0 : -served;
}

// The model's languages come first: add_to_first relies on it. The tags outlive the balance's user:
// they are the model's, the program's, or those of `how`.
balance every_language(const options& how) {
    balance made;
    for (const std::string_view tag : ngram_model::built_in().languages())
        made.admit(tag, prior(how, tag));
    for (const std::string_view tag : {"ja", "zh", "ko"}) made.admit(tag, prior(how, tag));
    for (const std::string& tag : how.serves)
        if (!made.admits(tag)) made.admit(tag);
    return made;
}

// One question to the detector.
class question {
public:
    question(const options& how, const balance& start, const fasttext_evidence* fasttext,
             std::string_view original, const evidence_text& text)
        : how_(how), fasttext_(fasttext), original_(original), text_(text), scales_(start) {}

    language_verdict answer(const context& beside) {
        weigh_writing();
        weigh_context(beside);
        const auto best = scales_.best();
        language_verdict verdict;
        verdict.evidence = evidence_.lines();
        verdict.confidence = two_decimals(best[0].probability);
        if (best[0].probability < how_.certainty || is_open(best[0].tag)) return undecided(verdict);
        verdict.tag = best[0].tag;
        return verdict;
    }

private:
    static language_verdict undecided(language_verdict verdict) {
        if (verdict.evidence.empty()) verdict.evidence.emplace_back("nothing tells");
        return verdict;
    }

    void note(std::string_view source, std::string_view tag, float log_odds) {
        scales_.add(tag, log_odds);
        evidence_.note(source, tag, log_odds);
    }

    void weigh_writing() {
        const std::size_t latin = text_.count(script::latin);
        const std::size_t asian = asian_letters(text_);
        const std::size_t other = other_letters(text_);
        if (asian > 0 && asian * 2 >= latin && asian >= other)
            weigh_asian();
        else if (other > latin)
            weigh_other();
        else if (latin > 0)
            weigh_latin();
    }

    void weigh_asian() {
        if (text_.count(script::hangul) * 2 > text_.count(script::kana) + text_.count(script::han))
            return note("script", "ko", by_script);
        if (text_.count(script::kana) > 0) return note("script", "ja", by_script);
        // Which of the two is served must not decide: names look alike in both.
        constexpr float either = 6;
        for (const std::string_view tag : {"ja", "zh"}) scales_.add(tag, either - prior(how_, tag));
        const float japanese = japanese_against_chinese(text_.han());
        if (japanese > 0)
            note("characters", "ja", japanese);
        else if (japanese < 0)
            note("characters", "zh", -japanese);
        else
            evidence_.note("characters", "ja or zh", 0);
    }

    // Cyrillic and the others: the writing may tell, or CLD2.
    void weigh_other() {
        for (const auto& [which, tag] :
             {std::pair{script::greek, "el"}, {script::hebrew, "he"}, {script::thai, "th"}})
            if (text_.count(which) * 2 > other_letters(text_)) {
                scales_.admit(tag);
                return note("script", tag, by_script);
            }
        asked_ = ask_cld2(original_);
        if (asked_.tag.empty()) return evidence_.note("script", "", 0);
        scales_.admit(asked_.tag);
        const bool sure = asked_.reliable && other_letters(text_) >= 12;
        note("cld2", asked_.tag, sure ? by_script : 4.5F);
    }

    void weigh_latin() {
        words_ = weigh_words(text_, false);
        if (words_.words == 0) return evidence_.note("names and codes only", "", 0);
        const auto languages = ngram_model::built_in().languages();
        std::array<float, model_columns> against_best{};
        for (std::size_t column = 0; column < languages.size(); ++column)
            against_best[column] = words_.log_odds[column] - words_.log_odds[words_.best];
        scales_.add_to_first(std::span(against_best).first(languages.size()));
        for (const std::string_view tag : {"ja", "zh", "ko"}) scales_.add(tag, -by_script);
        evidence_.note("words", languages[words_.best], 20);
        if (words_.mixed && words_.other != words_.best)
            evidence_.note("words", languages[words_.other], 19);
        doubtful_ = is_strange();
        if (doubtful_ || scales_.best()[0].probability < sure_words) ask_others();
        if (doubtful_) weigh_doubt();
    }

    // Hardly a word that the model knows: it may be a language that it does not.
    bool is_strange() const { return words_.words >= 4 && words_.known * 3 < words_.words; }

    // CLD2 knows more languages. It may confirm the doubtful words, or name a language of its own.
    void weigh_doubt() {
        if (asked_.tag == ngram_model::built_in().languages()[words_.best]) doubtful_ = false;
        const bool new_to_us = std::ranges::find(ngram_model::built_in().languages(), asked_.tag) ==
                               ngram_model::built_in().languages().end();
        if (!new_to_us || !asked_.reliable) return;
        scales_.admit(asked_.tag);
        scales_.add(asked_.tag, cld2_alone);
        doubtful_ = false;
    }

    void ask_others() {
        asked_ = ask_cld2(original_);
        if (!asked_.tag.empty())
            note("cld2", asked_.tag, asked_.reliable ? cld2_sure : cld2_unsure);
        if (fasttext_ == nullptr) return;
        const fasttext_guess guess = fasttext_->ask(original_);
        if (guess.tag.empty()) return;
        fasttext_tag_ = guess.tag;
        note("fasttext", fasttext_tag_, fasttext_most * guess.probability);
    }

    void weigh_context(const context& beside) {
        weigh_tag("platform", beside.platform_tag, platform);
        weigh_tag("account", beside.account_language, account);
        for (const heard& one : beside.thread) weigh_tag("thread", one.tag, history(one.times));
        for (const heard& one : beside.author) weigh_tag("author", one.tag, history(one.times));
    }

    void weigh_tag(std::string_view source, std::string_view written, float log_odds) {
        const auto tag = primary_language(written);
        if (tag) note(source, *tag, log_odds);
    }

    // Two languages with strong parts each: who asks which one to answer in? Or words that the
    // model does not know, and nobody confirms.
    bool is_open(std::string_view best) const { return doubtful_ || is_mixed(best); }

    bool is_mixed(std::string_view best) const {
        return words_.mixed && best == ngram_model::built_in().languages()[words_.best];
    }

    const options& how_;
    const fasttext_evidence* fasttext_;
    std::string_view original_;
    const evidence_text& text_;
    balance scales_;
    evidence_list evidence_;
    word_evidence words_;
    cld2_guess asked_;  // the scales point at its tag
    bool doubtful_ = false;
    std::string fasttext_tag_;
};

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
    const auto wanted = [this](std::string_view tag) {
        return how_.serves.empty() || has(how_.serves, tag);
    };
    const std::size_t asian = asian_letters(cleaned);
    if (asian * 2 >= cleaned.count(script::latin) && asian > 0) {
        if (cleaned.count(script::hangul) > 0 && wanted("ko")) return "ko";
        const bool chinese =
            cleaned.count(script::kana) == 0 && japanese_against_chinese(cleaned.han()) < 0;
        if (wanted("ja") && (!chinese || !wanted("zh"))) return "ja";
        return wanted("zh") ? "zh" : "";
    }
    if (other_letters(cleaned) > cleaned.count(script::latin)) return ask_cld2(text).tag;
    if (cleaned.count(script::latin) == 0) return {};
    const word_evidence words = weigh_words(cleaned, true);
    const auto languages = ngram_model::built_in().languages();
    std::optional<std::size_t> best;
    for (std::size_t column = 0; column < languages.size(); ++column)
        if (wanted(languages[column]) && (!best || words.log_odds[column] > words.log_odds[*best]))
            best = column;
    return best ? std::string(languages[*best]) : std::string();
}

}  // namespace earshot::language
