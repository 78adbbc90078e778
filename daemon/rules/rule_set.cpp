#include "rules/rule_set.hpp"

#include <algorithm>

#include "rules/explain.hpp"
#include "rules/rule_book.hpp"
#include "rules/test_check.hpp"
#include "rules/verdict.hpp"

namespace earshot::rules {

namespace {

// The rules worth looking at, in order.
std::vector<std::uint32_t> candidates(const rule_book& book, std::span<const hit> hits) {
    std::vector<std::uint32_t> out(book.always);
    for (const hit& one : hits) {
        const auto more = book.rules_of(one.term);
        out.insert(out.end(), more.begin(), more.end());
    }
    if (out.size() == book.always.size()) return out;
    std::ranges::sort(out);
    const auto rest = std::ranges::unique(out);
    out.erase(rest.begin(), rest.end());
    return out;
}

}  // namespace

rule_set::rule_set() : book_(std::make_shared<const rule_book>()) {}
rule_set::rule_set(std::shared_ptr<const rule_book> book) : book_(std::move(book)) {}

outcome rule_set::evaluate(const subject& who) const {
    const auto hits = book_->terms.find(searched_text(who.item));
    verdict made(who, book_->terms, hits);
    for (const std::uint32_t number : candidates(*book_, hits))
        if (made.matches(book_->rules[number])) made.add(book_->rules[number]);
    return made.take();
}

explanation rule_set::explain(const subject& who) const {
    const auto hits = book_->terms.find(searched_text(who.item));
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
std::size_t rule_set::term_count() const { return book_->terms.size(); }
std::span<const outside_name> rule_set::sinks() const { return book_->sinks; }
std::span<const outside_name> rule_set::accounts() const { return book_->accounts; }

}  // namespace earshot::rules
