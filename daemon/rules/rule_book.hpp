// Everything that rule files say, compiled. Made by read_rules, owned by a rule_set, immutable.
#pragma once

#include <span>
#include <vector>

#include "rules/rule.hpp"
#include "rules/term_index.hpp"

namespace earshot::rules {

struct rule_book {
    std::vector<rule> rules;  // in order
    std::vector<rule_test> tests;
    std::vector<outside_name> sinks;
    std::vector<outside_name> accounts;
    term_index terms;

    // A rule that can only match where one of its terms is, is looked at only then.
    std::vector<std::uint32_t> always;  // the other rules, in order

    // The rules to look at for a term, in order.
    std::span<const std::uint32_t> rules_of(std::uint32_t term) const {
        return std::span(by_term).subspan(begins[term], begins[term + 1] - begins[term]);
    }

    void index();  // fills the following, and `always`

    std::vector<std::uint32_t> by_term;  // the rules of the first term, of the second, ...
    std::vector<std::uint32_t> begins;   // of each term's there, and the end
};

}  // namespace earshot::rules
