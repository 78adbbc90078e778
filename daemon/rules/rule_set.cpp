#include "rules/rule_set.hpp"

#include <algorithm>

#include "rules/explain.hpp"
#include "rules/rule_book.hpp"
#include "rules/test_check.hpp"
#include "rules/verdict.hpp"
#include "text/shown_text.hpp"

namespace earshot::rules {

namespace {

// A rule worth looking at.
struct candidate {
    std::uint32_t rule = 0;
    bool matches = false;  // as is known already, by this term alone
    std::uint32_t term = 0;
};

// In order, each once.
std::vector<candidate> candidates(const rule_book& book, std::span<const hit> hits) {
    std::vector<candidate> out;
    for (const std::uint32_t rule : book.always) out.push_back({.rule = rule});
    for (const hit& one : hits)
        for (const rule_book::lead to : book.leads_of(one.term))
            out.push_back({to.rule, to.suffices, one.term});
    std::ranges::sort(out, {}, &candidate::rule);
    std::size_t kept = 0;
    for (const candidate& one : out) {
        const bool again = kept != 0 && out[kept - 1].rule == one.rule;
        if (again)
            out[kept - 1].matches = false;  // by several terms: all of them are to be named
        else
            out[kept++] = one;
    }
    out.resize(kept);
    return out;
}

}  // namespace

rule_set::rule_set() : book_(std::make_shared<const rule_book>()) {}
rule_set::rule_set(std::shared_ptr<const rule_book> book) : book_(std::move(book)) {}

outcome rule_set::evaluate(const subject& who) const {
    const auto hits = book_->terms.find(texts::shown_text(who.item));
    verdict made(who, book_->terms, hits);
    for (const candidate& one : candidates(*book_, hits)) {
        const rule& asked = book_->rules[one.rule];
        if (one.matches)
            made.add(asked, std::span(&one.term, 1));
        else if (made.matches(asked))
            made.add(asked);
    }
    return made.take();
}

explanation rule_set::explain(const subject& who) const {
    const auto hits = book_->terms.find(texts::shown_text(who.item));
    verdict made(who, book_->terms, hits);
    explanation out;
    for (const rule& one : book_->rules) {
        out.rules.push_back(explain_rule(one, made.about(), book_->terms));
        if (out.rules.back().matched) made.add(one);
    }
    out.result = made.take();
    return out;
}

std::vector<failed_test> rule_set::run_tests() const {
    std::vector<failed_test> out;
    for (const rule_test& one : book_->tests) {
        outcome got = evaluate({one.item, one.language});
        auto wrong = compare(one.expected, got);
        if (!wrong.empty())
            out.push_back({one.at, one.item.text, std::move(wrong), std::move(got.matched)});
    }
    return out;
}

std::size_t rule_set::size() const { return book_->rules.size(); }
std::size_t rule_set::test_count() const { return book_->tests.size(); }
std::span<const outside_name> rule_set::sinks() const { return book_->sinks; }
std::span<const outside_name> rule_set::accounts() const { return book_->accounts; }

}  // namespace earshot::rules
