// What the rules say of a message. Values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/understanding.hpp"

namespace earshot::rules {

// What is judged. Refers to both; `language` is empty where it cannot be told.
struct subject {
    const message& item;
    std::string_view language;
};

enum class case_action : std::uint8_t {
    unsaid,  // no rule says anything: as the kind of message has it
    open,
    join,  // only a case that there is already
    none,
};

std::string_view to_string(case_action action) noexcept;

struct outcome {
    std::string message_class;  // empty: no rule that matched has one
    urgency urgent = urgency::normal;
    std::vector<std::string> topics;
    std::vector<std::string> sinks;  // besides those of the routes
    std::string ignored_by;          // the rule; empty: none
    std::string ignored_why;
    bool do_not_watch = false;
    std::string do_not_watch_by;  // the rule
    case_action case_ = case_action::unsaid;
    std::vector<rule_match> matched;  // in the order of the rules

    bool operator==(const outcome&) const = default;
};

}  // namespace earshot::rules
