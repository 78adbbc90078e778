// A comment on a ticket, and whether it is an answer to the customer. Pure; the same comment gives
// the same answer, whether it came by poll or by webhook.
#pragma once

#include <string>

#include "earshot/batch.hpp"
#include "earshot/service/text.hpp"
#include "zendesk/json.hpp"

namespace earshot::zendesk {

struct comment_author {
    std::string id;
    std::string name;
    bool staff = false;
};

struct comment {
    std::string id;
    std::string words;
    bool open = false;  // the customer may see it
    comment_author by;
    timestamp created;
};

struct reading {
    std::string origin;     // the instance's name
    std::string own_agent;  // its number; empty: not known, then its marks tell
    timestamp floor;        // older comments were read before
};

void read_answer(const comment& said, const std::string& case_key, const reading& with,
                 batch& into);

// A page of `GET /tickets/N/comments?include=users`.
void read_comments(const json::value& page, const std::string& case_key, const reading& with,
                   const text& reader, batch& into);

// Tickets about gaps have keys too, but nobody to answer; and a key that did not fit into Zendesk's
// field is no name.
bool names_a_case(std::string_view case_key);

}  // namespace earshot::zendesk
