// A test in a rule file against what came out. Used by rule_set.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.hpp"

namespace earshot::rules {

// What is not as expected: `class: expected stranded, got none`. Empty: the test passes.
std::vector<std::string> compare(const expectation& expected, const outcome& got);

}  // namespace earshot::rules
