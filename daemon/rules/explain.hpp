// One rule, condition by condition. Used by rule_set.
#pragma once

#include "rules/explanation.hpp"
#include "rules/judge.hpp"
#include "rules/rule.hpp"

namespace earshot::rules {

rule_explanation explain_rule(const rule& one, const facts& about, const term_index& terms);

}  // namespace earshot::rules
