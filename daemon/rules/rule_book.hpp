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

    // A rule to look at for a term. `suffices`: it has no other condition, and nothing to be
    // looked up before it is known to match.
    struct lead {
        std::uint32_t rule = 0;
        bool suffices = false;
    };
    std::span<const lead> leads_of(std::uint32_t term) const;

    void index();  // fills `always` and the following

    // Where a term has one lead, as nearly all have, it stands here.
    struct lead_list {
        lead only;
        std::uint32_t begin = 0;  // of `leads`
        std::uint32_t count = 0;
    };
    std::vector<lead_list> by_term;
    std::vector<lead> leads;
};

}  // namespace earshot::rules
