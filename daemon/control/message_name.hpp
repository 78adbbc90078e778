// A message as people name it: `x/klm/1990000000000000007`, as name_of() writes it.
#pragma once

#include <string>

#include "journal/journal.hpp"

namespace earshot::control {

struct message_name {
    std::string platform;
    std::string account;
    std::string object_id;  // may contain anything, slashes too
};

struct named_message {
    message_name name;
    journal::entry newest;  // revision
};

// A revision may follow the id. An id may have an `@` in it, too: the whole of it counts first.
// Errors: invalid `control.message_name`; gone, where it is not in the journal.
task<result<named_message>> find_message(journal::journal& log, std::string name);

// Under which key the desk remembers a person: named as PLATFORM/ID, or by something they wrote.
// Errors: the same.
task<result<std::string>> find_person_key(journal::journal& log, std::string name);

}  // namespace earshot::control
