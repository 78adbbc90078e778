// Everything that rule files say, compiled. Made by read_rules, owned by a rule_set, immutable.
#pragma once

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
    std::vector<std::uint32_t> always;                // the other rules, in order
    std::vector<std::vector<std::uint32_t>> by_term;  // the rules to look at for each term

    void index();  // fills the two above
};

}  // namespace earshot::rules
