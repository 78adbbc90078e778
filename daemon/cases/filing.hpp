// Where a message belongs: to a new case, to one there is, or to none.
#pragma once

#include <string>
#include <vector>

#include "cases/memory.hpp"

namespace earshot::cases {

enum class case_action : std::uint8_t {
    by_default,  // open one for what is addressed to us, private, or a review; else only join
    open,
    join,
    none,
};

// What rules and language detection found.
struct assessment {
    std::string message_class;  // empty: a review's stars decide, else there is none
    urgency urgent = urgency::normal;
    std::string language;  // empty: it cannot be told
    case_action action = case_action::by_default;
    bool ignored = false;
};

struct filing {
    std::string case_id;  // empty: it belongs to none
    bool opened = false;
    bool reopened = false;  // it was closed
    bool joined = false;
    bool updated = false;                   // an edit, a deletion, an answer of ours, a share
    std::vector<std::string> merged;        // cases that turned out to be part of this one
    std::vector<std::int64_t> levels;       // of escalation, reached now
    std::vector<std::string> suggestions;   // `ask_to_delete`, `answered_elsewhere`
    std::vector<std::string> perhaps_same;  // keys of people: suggested now

    bool operator==(const filing&) const = default;
};

// A review that no rule understood still says by its stars what it is.
assessment completed(assessment of, const message& item);

// To be loaded before the message is filed.
std::vector<std::string> keys_for(const message& item);

filing file(memory& in, const message& item, const assessment& of, sequence seq,
            const options& set);

}  // namespace earshot::cases
