// What humans say about people and cases; stronger than anything found out by itself.
//
// Errors: invalid `cases.unknown_person`, `cases.unknown_case`, `cases.same_person`.
#pragma once

#include <string>
#include <vector>

#include "cases/answers.hpp"
#include "earshot/batch.hpp"

namespace earshot::cases {

// To be loaded before. `people` are keys, as `person_key` gives them.
std::vector<std::string> keys_for_people(const std::vector<std::string>& people);
std::vector<std::string> keys_for_case(std::string_view id);

// Sticks to the person and their recent cases. An empty tag: detection decides again.
result<void> correct_language(memory& in, const std::string& person, std::string_view tag);

result<void> do_not_watch(memory& in, const std::string& person, std::string_view rule,
                          timestamp at);
result<void> watch_again(memory& in, const std::string& person);

// These two are one human being. Those of their cases that are not closed and were opened within
// `question_window` of each other become one question.
result<void> link(memory& in, const std::string& left, const std::string& right,
                  std::string_view who, timestamp at, const options& set);

// Takes a link back: both are as if it had never been.
result<void> unlink(memory& in, const std::string& left, const std::string& right);

// They are not; it is never suggested again.
result<void> reject(memory& in, const std::string& left, const std::string& right,
                    std::string_view who, timestamp at);

result<void> close(memory& in, std::string_view id, std::string_view who, timestamp at);
result<void> reopen(memory& in, std::string_view id, timestamp at);

// The same by what people did with its ticket, in the order in which they did it: what is older
// than what was done since does not count, nor does a closing by somebody who had not read all that
// came. A change about no case of ours changes nothing.
std::vector<std::string> keys_for(const ticket_change& item);
// `unread`: what was perhaps still on its way to the ticket, of what there was to read.
void follow(memory& in, const ticket_change& item, timestamp at,
            const std::vector<sequence>& unread = {});

// What there is to read before the ticket is closed: the customer's words, and that an answer is
// lost.
case_words words_to_read(const memory& in, const ticket_change& item);

// An answer in this case was lost, and who wrote it is told by the entry `told`; 0: he is not.
void reopen_unanswered(memory& in, const std::string& id, sequence told, timestamp at);

}  // namespace earshot::cases
