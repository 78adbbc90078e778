// What comes before the message that it answers waits for it here; and what we said is put in its
// place.
#pragma once

#include <string>
#include <vector>

#include "cases/filing.hpp"

namespace earshot::cases {

// The case has a word that answers something not seen yet.
void wait_for_parent(memory& in, const message& item, const std::string& id);

// Where something went, and what turned out to be the same conversation.
struct placed {
    std::string case_id;
    std::vector<std::string> merged;
};

// Answers of ours came before this message, which is now in that case.
placed take_waiting_answers(memory& in, const message& item, const std::string& id);

// Something we said, typed on the platform itself.
filing file_answer(memory& in, const message& item);

// An answer of ours into this case, with the cases of its customer that waited for it.
placed place_answer(memory& in, const std::string& platform, const std::string& account,
                    const answer& given, const std::string& id);

}  // namespace earshot::cases
