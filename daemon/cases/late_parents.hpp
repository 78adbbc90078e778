// What comes before the message that it answers waits for it here; and what we said is put in its
// place.
#pragma once

#include <string>

#include "cases/filing.hpp"

namespace earshot::cases {

// The case has a word that answers something not seen yet.
void wait_for_parent(memory& in, const message& item, const std::string& id);

// Answers of ours came before this message, which is now in that case.
void take_waiting_answers(memory& in, const message& item, const std::string& id);

// Something we said, typed on the platform itself.
filing file_answer(memory& in, const message& item);

// An answer of ours into this case. Cases that waited for it turn out to be the same conversation;
// the id of what they became.
std::string place_answer(memory& in, const std::string& platform, const std::string& account,
                         const answer& given, const std::string& id);

}  // namespace earshot::cases
