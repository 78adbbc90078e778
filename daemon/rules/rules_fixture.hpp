// Rules in a test, and what they say of a text.
#pragma once

#include <string>
#include <vector>

#include "catch.hpp"
#include "rules/read_rules.hpp"

namespace earshot::rules {

inline rule_set rules_of(std::string_view yaml) {
    base::config_problems problems;
    const rule_file file{"r.yaml", yaml};
    rule_set out = read_rules({&file, 1}, problems);
    INFO(yaml);
    CHECK(problems.lines() == std::vector<std::string>{});
    return out;
}

inline std::vector<std::string> problems_of(std::string_view yaml) {
    base::config_problems problems;
    const rule_file file{"r.yaml", yaml};
    read_rules({&file, 1}, problems);
    return problems.lines();
}

inline message post(std::string text) {
    message out;
    out.text = std::move(text);
    return out;
}

inline outcome judged(const rule_set& rules, const std::string& text,
                      std::string_view language = {}) {
    const message item = post(text);
    return rules.evaluate({item, language});
}

inline std::vector<std::string> names_of(const outcome& what) {
    std::vector<std::string> out;
    for (const rule_match& one : what.matched) out.push_back(one.rule);
    return out;
}

// The terms of a rule with these words that a text has.
inline std::vector<std::string> found(std::string_view words, const std::string& text,
                                      std::string_view condition = "words") {
    const rule_set rules = rules_of("rules: {r: {when: {" + std::string(condition) + ": [" +
                                    std::string(words) + "]}, then: {topics: t}}}");
    const outcome got = judged(rules, text);
    return got.matched.empty() ? std::vector<std::string>{} : got.matched.front().terms;
}

}  // namespace earshot::rules
