// Why each rule matched or did not: for `earshot rules explain`. Values.
#pragma once

#include <string>
#include <vector>

#include "base/config_problems.hpp"
#include "rules/outcome.hpp"

namespace earshot::rules {

struct condition_explanation {
    std::string name;   // `words`; `unless language`
    std::string asked;  // as in the file: `nl, unknown`
    bool held = false;
    std::string why;  // `'zit vast' at character 4, where it says “zit vast”`
    std::vector<condition_explanation> parts;  // of any, all, not, author
};

struct rule_explanation {
    std::string rule;
    base::config_mark at;
    bool matched = false;
    std::vector<condition_explanation> when;
    std::vector<condition_explanation> unless;  // one that held took the rule out

    // How many of `when` held before the first that did not.
    std::size_t came_to() const;
};

struct explanation {
    std::vector<rule_explanation> rules;  // all of them, in order
    outcome result;
};

}  // namespace earshot::rules
