// Monitoring rules, ready to judge messages. Immutable: a copy shares everything, any thread may
// use it. Pure: the same message gives the same outcome, whenever it is asked.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "rules/explanation.hpp"
#include "rules/outcome.hpp"

namespace earshot::rules {

struct rule_book;
struct outside_name;

// What a test in the files expected and did not get.
struct failed_test {
    base::config_mark at;
    std::string text;
    std::vector<std::string> wrong;   // `class: expected stranded, got none`
    std::vector<rule_match> matched;  // what matched instead, by which terms
};

class rule_set {
public:
    rule_set();  // no rules: nothing is said of anything
    explicit rule_set(std::shared_ptr<const rule_book> book);

    outcome evaluate(const subject& who) const;

    // The same outcome, and why; as slow as there are rules.
    explanation explain(const subject& who) const;

    std::vector<failed_test> run_tests() const;

    std::size_t size() const;
    std::size_t test_count() const;

    // What rules name that is configured elsewhere, in the order of the files.
    std::span<const outside_name> sinks() const;
    std::span<const outside_name> accounts() const;

private:
    std::shared_ptr<const rule_book> book_;
};

}  // namespace earshot::rules
