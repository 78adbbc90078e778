// A rule and a test, as read from a file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/condition.hpp"
#include "rules/outcome.hpp"

namespace earshot::rules {

struct consequence {
    std::string message_class;  // empty: says nothing about it
    std::optional<urgency> urgent;
    bool do_not_watch = false;
    case_action case_ = case_action::unsaid;
    std::vector<std::string> topics;
    std::vector<std::string> sinks;
    std::string ignore;  // the reason
};

// What a match needs stands first: of ten thousand rules, one that matches is in no cache.
struct rule {
    std::string name;
    consequence then;
    conditions when;    // every one must hold
    conditions unless;  // none may
    base::config_mark at;
};

// What a test says of the outcome; what is absent is not asked.
struct expectation {
    std::vector<std::string> matches;
    std::vector<std::string> matches_not;
    std::optional<std::string> message_class;  // empty: none
    std::optional<urgency> urgent;
    std::optional<std::vector<std::string>> topics;
    std::optional<std::vector<std::string>> sinks;
    std::optional<std::string> ignored;  // by this rule; empty: by none
    std::optional<case_action> case_;
    std::optional<bool> do_not_watch;
};

struct rule_test {
    base::config_mark at;
    message item;
    std::string language;
    expectation expected;
};

// Where a rule names something that is configured elsewhere, so that it can be checked there.
struct outside_name {
    std::string name;
    std::string rule;
    base::config_mark at;
};

}  // namespace earshot::rules
