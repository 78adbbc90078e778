#include "language/question.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "language/han.hpp"
#include "language/letter_share.hpp"
#include "language/tags.hpp"

namespace earshot::language {

namespace {

// How much each kind of evidence moves the scales, in natural logarithms.
constexpr float served = 3;       // for the brand's languages against all others
constexpr float by_script = 12;   // kana are Japanese, Hangul is Korean
constexpr float platform = 1.5F;  // X's tag is often wrong on short posts
constexpr float account = 0.7F;
constexpr float cld2_sure = 1.5F;
constexpr float cld2_unsure = 0.5F;
constexpr float cld2_alone = 5;        // against words that our model does not know
constexpr float cld2_of_a_few = 4.5F;  // about some letters of another writing
constexpr float fasttext_most = 3;
constexpr float most_of_history = 3;  // many messages in one language
constexpr double sure_words = 0.999;  // from here on nobody else is asked
constexpr float decides_open = 2;     // of the context, where the text leaves it open

float history(std::uint32_t times) {
    return std::min(most_of_history, 1.2F * std::log2(1 + static_cast<float>(times)));
}

double two_decimals(double value) { return std::round(value * 100) / 100; }

std::span<const std::string_view> own_languages() { return ngram_model::built_in().languages(); }

bool is_own(std::string_view tag) {
    return std::ranges::find(own_languages(), tag) != own_languages().end();
}

}  // namespace

bool is_served(const options& how, std::string_view tag) {
    return how.serves.empty() || std::ranges::find(how.serves, tag) != how.serves.end();
}

float prior(const options& how, std::string_view tag) { return is_served(how, tag) ? 0 : -served; }

question::question(const options& how, const balance& start, const fasttext_evidence* fasttext,
                   std::string_view original, const evidence_text& text)
    : how_(how), fasttext_(fasttext), original_(original), text_(text), scales_(start) {}

language_verdict question::answer(const context& beside) {
    weigh_writing();
    weigh_context(beside);
    language_verdict verdict;
    verdict.evidence = evidence_.lines();
    if (verdict.evidence.empty()) verdict.evidence.emplace_back("nothing tells");
    decide(verdict);
    return verdict;
}

void question::decide(language_verdict& verdict) const {
    const auto best = scales_.best()[0];
    verdict.confidence = two_decimals(best.probability);
    if (open_) return decide_open(verdict, best.tag);
    if (best.probability >= how_.certainty) verdict.tag = best.tag;
}

// Two languages with strong parts each: the conversation may show which one to answer in.
void question::decide_open(language_verdict& verdict, std::string_view best) const {
    std::string_view chosen = best;
    if (words_.mixed && context_for(own_languages()[words_.other]) > context_for(best))
        chosen = own_languages()[words_.other];
    const float known = context_for(chosen);
    verdict.confidence = two_decimals(1 / (1 + std::exp(-static_cast<double>(known))));
    if (known >= decides_open) verdict.tag = chosen;
}

float question::context_for(std::string_view tag) const { return context_.weight(tag); }

void question::note(std::string_view source, std::string_view tag, float log_odds) {
    scales_.add(tag, log_odds);
    evidence_.note(source, tag, log_odds);
}

void question::weigh_writing() {
    const std::size_t latin = text_.count(script::latin);
    if (is_asian(text_))
        weigh_asian();
    else if (other_letters(text_) > latin)
        weigh_other();
    else if (latin > 0)
        weigh_latin();
}

void question::weigh_asian() {
    // `Thank you so much, ありがとう`: which of the two to answer in?
    constexpr std::size_t a_sentence = 3;
    open_ = text_.count(script::latin) * 2 >= asian_letters(text_) &&
            weigh_words(text_, false).words >= a_sentence;
    if (open_) evidence_.note("latin words beside", "", 1);
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
void question::weigh_other() {
    for (const auto& [which, tag] :
         {std::pair{script::greek, "el"}, {script::hebrew, "he"}, {script::thai, "th"}})
        if (text_.count(which) * 2 > other_letters(text_)) {
            scales_.admit(tag);
            return note("script", tag, by_script);
        }
    asked_ = ask_cld2(original_);
    if (asked_.tag.empty()) return evidence_.note("a writing that nothing knows", "", 0);
    scales_.admit(asked_.tag);
    const bool sure = asked_.reliable && other_letters(text_) >= 12;
    note("cld2", asked_.tag, sure ? by_script : cld2_of_a_few);
}

void question::weigh_latin() {
    words_ = weigh_words(text_, false);
    if (words_.words == 0) return evidence_.note("names and codes only", "", 0);
    std::array<float, model_columns> against_best{};
    for (std::size_t column = 0; column < own_languages().size(); ++column)
        against_best[column] = words_.log_odds[column] - words_.log_odds[words_.best];
    scales_.add_to_first(std::span(against_best).first(own_languages().size()));
    for (const std::string_view tag : {"ja", "zh", "ko"}) scales_.add(tag, -by_script);
    evidence_.note("words", own_languages()[words_.best], 20);
    if (words_.mixed && words_.other != words_.best)
        evidence_.note("words", own_languages()[words_.other], 19);
    open_ = words_.mixed;
    const bool strange = is_strange();
    if (strange || scales_.best()[0].probability < sure_words) ask_others();
    if (strange) weigh_doubt();
}

// Hardly a word that the model knows: it may be a language that it does not.
bool question::is_strange() const { return words_.words >= 4 && words_.known * 3 < words_.words; }

// CLD2 knows more languages. It may confirm the doubtful words, or name a language of its own.
void question::weigh_doubt() {
    if (asked_.tag == own_languages()[words_.best]) return;
    if (asked_.tag.empty() || is_own(asked_.tag) || !asked_.reliable) {
        open_ = true;
        return;
    }
    scales_.admit(asked_.tag);
    scales_.add(asked_.tag, cld2_alone);
}

void question::ask_others() {
    asked_ = ask_cld2(original_);
    if (!asked_.tag.empty()) note("cld2", asked_.tag, asked_.reliable ? cld2_sure : cld2_unsure);
    if (fasttext_ == nullptr) return;
    const fasttext_guess guess = fasttext_->ask(original_);
    if (!guess.tag.empty()) note("fasttext", guess.tag, fasttext_most * guess.probability);
}

void question::weigh_context(const context& beside) {
    weigh_tag("platform", beside.platform_tag, platform);
    weigh_tag("account", beside.account_language, account);
    for (const heard& one : beside.thread) weigh_tag("thread", one.tag, history(one.times));
    for (const heard& one : beside.author) weigh_tag("author", one.tag, history(one.times));
}

void question::weigh_tag(std::string_view source, std::string_view written, float log_odds) {
    const auto tag = primary_language(written);
    if (!tag) return;
    note(source, *tag, log_odds);
    if (const std::string_view known = scales_.tag_like(*tag); !known.empty())
        context_.admit(known, log_odds);
}

}  // namespace earshot::language
