// One question to the detector: weighs what a text and its context tell, and answers. Made for one
// text, used once.
#pragma once

#include <string>
#include <string_view>

#include "language/balance.hpp"
#include "language/cld2_evidence.hpp"
#include "language/detector.hpp"
#include "language/fasttext_evidence.hpp"
#include "language/text_cleaner.hpp"
#include "language/word_evidence.hpp"

namespace earshot::language {

// Whether the brand answers in it; all are served where none is named.
bool is_served(const options& how, std::string_view tag);

// What a language is worth before anything is known: the served ones are preferred.
float prior(const options& how, std::string_view tag);

class question {
public:
    // Everything given outlives the question. `fasttext` may be null.
    question(const options& how, const balance& start, const fasttext_evidence* fasttext,
             std::string_view original, const evidence_text& text);

    language_verdict answer(const context& beside);

private:
    void weigh_writing();
    void weigh_asian();
    void weigh_other();
    void weigh_latin();
    void weigh_doubt();
    void ask_others();
    void weigh_context(const context& beside);
    void weigh_tag(std::string_view source, std::string_view written, float log_odds);
    void note(std::string_view source, std::string_view tag, float log_odds);

    bool is_strange() const;
    float context_for(std::string_view tag) const;
    void decide(language_verdict& verdict) const;
    void decide_open(language_verdict& verdict, std::string_view best) const;

    const options& how_;
    const fasttext_evidence* fasttext_;
    std::string_view original_;
    const evidence_text& text_;
    balance scales_;
    balance context_;
    evidence_list evidence_;
    word_evidence words_;
    cld2_guess asked_;   // the scales point at its tag
    bool open_ = false;  // several languages, or words that nobody knows: only the context decides
};

}  // namespace earshot::language
