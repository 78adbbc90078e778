// Loads what is remembered under some keys, and whatever that refers to.
#pragma once

#include <string>
#include <vector>

#include "cases/memory.hpp"
#include "journal/journal.hpp"

namespace earshot::desk {

struct bad_record {
    std::string key;
    error why;
};

// `into` outlives the task. The records that could not be read: they are as good as forgotten.
task<result<std::vector<bad_record>>> recall(journal::journal& from, std::vector<std::string> keys,
                                             cases::memory& into);

}  // namespace earshot::desk
