// What the daemon made of a message: its language, what it is, how much it hurries, and the case it
// belongs to. Sinks get it beside the message. A value: it becomes JSON and back without loss.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"

namespace earshot {

// A language, or honestly none.
struct language_verdict {
    std::string tag;        // ISO 639-1, `no` for both kinds of Norwegian; empty: it cannot be told
    double confidence = 0;  // 0..1, two decimals
    std::vector<std::string> evidence;  // for people, weightiest first: `words: nl`, `page: nl`

    bool operator==(const language_verdict&) const = default;
};

enum class urgency : std::uint8_t {
    low,     // thanks, praise
    normal,  // today will do
    high,    // before the others
    now,     // somebody is stuck
};

// A rule that matched, and the words that made it match, as the rule spells them.
struct rule_match {
    std::string rule;
    std::vector<std::string> terms;

    bool operator==(const rule_match&) const = default;
};

// `case_key` is the name of the message that began the case, `bluesky/care/at://...`: unique
// everywhere and for all time, so it can stand in a helpdesk's own field and be searched for there.
struct understanding {
    language_verdict language;
    std::string message_class;  // `complaint`, `question`, ...: what rules call it; empty: nothing
    urgency urgent = urgency::normal;
    std::vector<std::string> topics;
    std::vector<rule_match> rules;         // in the order in which they were tried
    std::string ignored_by;                // the rule that took it out; empty: none
    std::string ignored_why;               // its reason
    std::string case_id;                   // `c17`; empty: it belongs to no case
    std::string case_key;                  // its name at destinations
    std::string subject;                   // one line about it; long numbers are masked
    std::vector<std::string> suggestions;  // to the agent: `ask_to_delete`, `answered_elsewhere`

    bool operator==(const understanding&) const = default;
};

std::string_view to_string(urgency urgent) noexcept;

// `low`, `normal`, `high`, `now`. Errors: invalid.
result<urgency> urgency_from(std::string_view name);

// Version 1 of the JSON form; empty members are left out.
std::string to_json(const understanding& what);

// Unknown members are ignored. Errors: invalid.
result<understanding> understanding_from_json(std::string_view json);

}  // namespace earshot
