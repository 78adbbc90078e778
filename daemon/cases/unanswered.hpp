// What still wants an answer, and how much came in: for the operator's lists.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cases/memory.hpp"

namespace earshot::cases {

struct unanswered_line {
    std::string id;
    std::string person;
    std::string platform;
    std::string account;
    std::string language;
    std::string message_class;  // of the most urgent unanswered word
    urgency urgent = urgency::normal;
    timestamp since;
    bool is_public = false;
    std::int64_t reach = 0;
    std::int64_t weight = 0;  // minutes of age times reach, at least one each
    std::string title;
    std::string link;                // to the oldest unanswered word
    std::string owner;               // who answered there last
    std::vector<std::string> links;  // cases with the same question
    bool answered_elsewhere = false;
};

// Empty members let everything pass.
struct unanswered_filter {
    std::string message_class;
    std::string platform;
    std::string account;
    std::string language;
    bool public_only = false;
};

// Only for a case with `unanswered_since`.
unanswered_line line_of(const care_case& of, timestamp now);

// Heaviest first. Cases with one question are one line, with the earliest clock, as long as none of
// them is answered; then each unanswered one has its own again.
std::vector<unanswered_line> unanswered(std::span<const care_case> all,
                                        const unanswered_filter& filter, timestamp now);

struct workload {
    std::int64_t messages = 0;
    std::int64_t cases = 0;
    double messages_per_case = 0;  // of those in cases
};

workload workload_of(std::span<const day_count> days);

}  // namespace earshot::cases
