// The records beside people and cases: how they are found.
#pragma once

#include <string>
#include <vector>

#include "cases/care_case.hpp"

namespace earshot::cases {

inline constexpr std::size_t max_waiting_children = 16;
inline constexpr std::size_t max_sinks = 32;
inline constexpr std::size_t max_sharers = 5;  // a value that more people share is no evidence

// `object/...`, `thread/...`: where it belongs.
struct pointer {
    std::string case_id;
    bool ours = false;               // of an object: we said it ...
    std::string parent;              // ... in answer to this, which has not come yet
    bool gone = false;               // of an object: taken back
    std::vector<std::string> sinks;  // of an object: where a rule sent it besides the routes

    bool operator==(const pointer&) const = default;
};

// `reply/SEQ`: an agent's answer that is not published yet.
struct reply_note {
    std::string case_id;  // empty: it belongs to none
    std::string by;
    std::string origin;  // where it was written
    std::string platform;
    std::string account;
    sequence seen = 0;       // what came before it is answered
    bool under_way = false;  // counted as such with its case
    std::string counted;     // where else it is counted: the key of `loose_answers`

    bool operator==(const reply_note&) const = default;
};

struct loose_answer {
    sequence reply = 0;
    timestamp out;  // the epoch: it is under way

    bool operator==(const loose_answer&) const = default;
};

// `answers/...`: what somebody was answered outside any case, the latest.
struct loose_answers {
    std::vector<loose_answer> given;

    bool operator==(const loose_answers&) const = default;
};

// `await/...`: what came before the message that it answers.
struct awaiting {
    std::vector<std::string> cases;
    std::vector<answer> answers;

    bool operator==(const awaiting&) const = default;
};

// `trace/...`: who left it, as keys of people. One more than `max_sharers`: it says nothing.
struct trace {
    std::vector<std::string> people;

    bool operator==(const trace&) const = default;
};

// `day/...`: what came on that day, by the platform's clock.
struct day_count {
    std::int64_t messages = 0;  // from customers, whatever became of them
    std::int64_t filed = 0;     // of these in a case
    std::int64_t opened = 0;
    std::int64_t reopened = 0;
    std::int64_t merged = 0;  // cases that turned out to be part of another one

    bool operator==(const day_count&) const = default;
};

// `waiting/...`: the case has an unanswered word. `suggested/...`: the person may be somebody else
// as well, and nobody has decided. That it is there is all there is to know.
struct mark {
    bool operator==(const mark&) const = default;
};

}  // namespace earshot::cases
