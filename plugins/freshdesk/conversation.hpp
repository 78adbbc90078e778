// A ticket's entries, and which of them are answers to the customer; what a list of tickets tells;
// and what an automation posts. Pure.
#pragma once

#include <string>
#include <vector>

#include "earshot/batch.hpp"
#include "earshot/service/text.hpp"
#include "freshdesk/account.hpp"
#include "freshdesk/json.hpp"

namespace earshot::freshdesk {

struct reading {
    std::string origin;     // the instance's name
    std::string own_agent;  // its number
    timestamp floor;        // what is older was read before
};

struct answer_found {
    reply said;
    std::string agent;  // its number
};

// Public replies and notes of agents, on a page of `GET /tickets/N/conversations`.
std::vector<answer_found> read_answers(const json::value& page, const std::string& case_key,
                                       const reading& with, const text& reader);

struct listed_ticket {
    std::string id;
    std::string key;  // as it stands in the field; empty: none of ours
    timestamp updated;
    timestamp closed;    // the epoch: it is not
    timestamp reopened;  // the epoch: never
};

// `GET /tickets?include=stats`.
std::vector<listed_ticket> read_list(const json::value& body, const account& at);

// Closed and opened again since `floor`.
std::vector<ticket_change> changes_of(const listed_ticket& ticket, const std::string& case_key,
                                      timestamp floor);

// The ticket that an automation names, `{"ticket_id": "35"}`. Errors: invalid `freshdesk.body`.
result<std::string> ticket_named(std::string_view body);

}  // namespace earshot::freshdesk
