// What a platform or a helpdesk handed over in one go. The host stores all of it and the cursor
// that follows it in one transaction, or nothing.
#pragma once

#include <string>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/reply.hpp"

namespace earshot {

// An object that could not be understood. It is put aside with its bytes; the rest goes on.
struct malformed {
    std::string raw;
    std::string reason;     // for a person: which member, what was expected
    std::string object_id;  // where it could still be read
};

struct batch {
    std::vector<message> messages;
    std::vector<reply> replies;  // agents' answers, from a helpdesk
    std::vector<malformed> rejects;
};

}  // namespace earshot
