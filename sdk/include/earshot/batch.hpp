// What a platform or a helpdesk handed over in one go. The host stores all of it and the cursor
// that follows it in one transaction, or nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

// What was said in this time may be missing and cannot be had any more. It is told to every sink.
struct gap {
    timestamp from;
    timestamp to;
    std::string reason;  // for a person: `the platform lists seven days, and we were away for nine`

    bool operator==(const gap&) const = default;
};

enum class ticket_act : std::uint8_t { closed, reopened, assigned };

// What people did with a ticket, besides answering.
struct ticket_change {
    std::string id;        // unique at its origin: the same id twice is one change
    std::string origin;    // the sink that it came from; set by the host
    std::string case_key;  // as in understanding
    ticket_act what = ticket_act::closed;
    std::string by;
    std::string to;  // of `assigned`: whom; empty: nobody
    timestamp at;

    bool operator==(const ticket_change&) const = default;
};

struct batch {
    std::vector<message> messages;
    std::vector<reply> replies;          // agents' answers, from a helpdesk
    std::vector<ticket_change> changes;  // from a helpdesk
    std::vector<malformed> rejects;
    std::vector<gap> gaps;
};

std::string_view to_string(ticket_act what) noexcept;
std::string to_json(const ticket_change& item);

// Errors: invalid.
result<ticket_change> ticket_change_from_json(std::string_view json);

}  // namespace earshot
