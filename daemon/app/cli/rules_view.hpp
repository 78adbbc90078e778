// Rules for people and for programs: what tests said, and why a message came out as it did.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "app/cli/style.hpp"
#include "base/config_problems.hpp"
#include "rules/explanation.hpp"
#include "rules/rule_set.hpp"

namespace earshot::app::cli {

// Rules that matched first, then those that failed after a condition that held, then the rest, a
// line each.
std::string view_explanation(const rules::explanation& why, const style& look);
boost::json::object explanation_json(const rules::explanation& why);

std::string view_rule_tests(const rules::rule_set& tested,
                            const std::vector<rules::failed_test>& failed, const style& look);
boost::json::object rule_tests_json(const rules::rule_set& tested,
                                    const std::vector<rules::failed_test>& failed);

boost::json::object rule_problems_json(const base::config_problems& problems);

}  // namespace earshot::app::cli
