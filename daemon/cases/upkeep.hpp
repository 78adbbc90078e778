// Changing a case, and what must follow: its mark among the waiting, the clock its linked cases
// see, the cases it was joined with.
#pragma once

#include <string>
#include <vector>

#include "cases/memory.hpp"

namespace earshot::cases {

void after_change(memory& in, const care_case& of, bool waited);

// After a change of somebody's ties: their mark among those who may be somebody else as well.
void after_ties(memory& in, const std::string& person_key);

// `id` is that of a case in memory, not merged away.
template <class Change>
void change_case(memory& in, const std::string& id, Change change) {
    care_case& one = in.edit<care_case>(case_key(id));
    const bool waited = one.unanswered_since.has_value();
    change(one);
    after_change(in, one, waited);
}

// They are one conversation of one customer: the younger becomes part of the older, whose id `kept`
// is then. Returns the id of the other; empty: they were one already.
std::string merge_into(memory& in, std::string& kept, const std::string& other);

// In the day's count, which must have been loaded.
void count_merged(memory& in, timestamp at, const std::string& platform, const std::string& account,
                  std::size_t cases);

// Cases of these two people that are not closed and were opened within the window of each other
// are one question.
void link_questions(memory& in, const std::string& left, const std::string& right, timestamp now,
                    const options& set);
void unlink_questions(memory& in, const std::string& left, const std::string& right);

void point(memory& in, const std::string& key, const pointer& to);

}  // namespace earshot::cases
