// What goes back: an answer by a person at the brand, and what became of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot {

// What a text to a customer is for. What nobody asked for is not sent.
enum class purpose : std::uint8_t { service_reply, service_followup, thanks, news, promotion };

// A picture that an agent put into an answer. It stays with its origin until the answer goes out.
struct enclosed_picture {
    std::string id;           // at its origin, for `enclosures::fetch_picture`
    std::string media_type;   // `image/jpeg`, as its origin says
    std::string description;  // for those who do not see it; empty: none
    std::int64_t size = 0;    // bytes; 0: not known

    bool operator==(const enclosed_picture&) const = default;
};

// An answer to one message, as an agent wrote it in a helpdesk or an operator typed it.
struct reply {
    std::string id;        // of the request, unique at its origin: the same id twice is one reply
    std::string origin;    // the sink or command that it came from
    std::string platform;  // the message answered ...
    std::string account;
    std::string object_id;
    bool to_case = false;  // the object only names the case: the host answers the customer's newest
                           // word in it that was there when the answer was written
    timestamp written;     // in the helpdesk; the epoch: not known
    std::string author;    // who answered: for the record, and for signing
    std::string text;
    std::vector<enclosed_picture> pictures;  // in the order in which they are shown
    purpose aim = purpose::service_reply;
    timestamp expires;     // later than this it is too late to help; the epoch: never
    std::string unusable;  // for its author: why no text could be taken from what he sent, and what
                           // to do. It is never published, but goes back to him; empty: it is fine

    bool operator==(const reply&) const = default;
};

// Proof that something was done: only the other side's own id counts.
struct receipt {
    std::string id;   // the platform's post id, the helpdesk's ticket id
    std::string url;  // where a person can see it, if anywhere

    bool operator==(const receipt&) const = default;
};

std::string_view to_string(purpose aim) noexcept;
std::string to_json(const reply& item);

// Errors: invalid.
result<reply> reply_from_json(std::string_view json);

}  // namespace earshot
