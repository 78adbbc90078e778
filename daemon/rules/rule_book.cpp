#include "rules/rule_book.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace earshot::rules {

namespace {

using terms = std::vector<std::uint32_t>;

std::optional<terms> needed(const conditions& all);

// Terms of which one must be there for the condition to hold; nothing: it may hold without any.
std::optional<terms> needed(const condition& one) {
    if (const auto* any = std::get_if<any_term>(&one.what)) return any->terms;
    if (const auto* all = std::get_if<all_terms>(&one.what)) {
        if (all->terms.empty()) return std::nullopt;
        return terms{all->terms.front()};
    }
    const auto* inner = std::get_if<group>(&one.what);
    if (!inner || inner->how == group::rule::none) return std::nullopt;
    if (inner->how == group::rule::all) return needed(inner->members);
    terms out;
    for (const condition& member : inner->members) {
        const auto part = needed(member);
        if (!part) return std::nullopt;
        out.insert(out.end(), part->begin(), part->end());
    }
    return out;
}

// Of several such sets the smallest.
std::optional<terms> needed(const conditions& all) {
    std::optional<terms> out;
    for (const condition& one : all) {
        auto part = needed(one);
        if (part && (!out || part->size() < out->size())) out = std::move(part);
    }
    return out;
}

}  // namespace

void rule_book::index() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;  // a term and a rule
    for (std::uint32_t number = 0; number < rules.size(); ++number) {
        const auto by = needed(rules[number].when);
        if (!by) always.push_back(number);
        for (const std::uint32_t term : by.value_or(std::vector<std::uint32_t>{}))
            pairs.emplace_back(term, number);
    }
    std::ranges::sort(pairs);
    const auto rest = std::ranges::unique(pairs);
    pairs.erase(rest.begin(), rest.end());
    begins.assign(terms.size() + 1, 0);
    for (const auto& [term, rule] : pairs) {
        ++begins[term + 1];
        by_term.push_back(rule);
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
}

}  // namespace earshot::rules
