#include "rules/rule_book.hpp"

#include <algorithm>
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

// Whether one of the terms of its only condition is all that a rule asks.
bool one_suffices(const rule& one) {
    return one.when.size() == 1 && one.unless.empty() &&
           std::holds_alternative<any_term>(one.when.front().what);
}

}  // namespace

void rule_book::index() {
    struct from_to {
        std::uint32_t term;
        lead to;
    };
    std::vector<from_to> pairs;
    for (std::uint32_t number = 0; number < rules.size(); ++number) {
        const auto by = needed(rules[number].when);
        if (!by) always.push_back(number);
        const lead to{number, one_suffices(rules[number])};
        for (const std::uint32_t term : by.value_or(std::vector<std::uint32_t>{}))
            pairs.push_back({term, to});
    }
    const auto order = [](const from_to& one) { return std::pair(one.term, one.to.rule); };
    std::ranges::sort(pairs, {}, order);
    const auto rest = std::ranges::unique(pairs, {}, order);
    pairs.erase(rest.begin(), rest.end());
    by_term.resize(terms.size());
    for (const auto& [term, to] : pairs) {
        lead_list& list = by_term[term];
        if (list.count++ == 0)
            list.only = to, list.begin = static_cast<std::uint32_t>(leads.size());
        leads.push_back(to);
    }
}

std::span<const rule_book::lead> rule_book::leads_of(std::uint32_t term) const {
    const lead_list& list = by_term[term];
    if (list.count == 1) return {&list.only, 1};
    return std::span(leads).subspan(list.begin, list.count);
}

}  // namespace earshot::rules
