// A page of `GET /incremental/ticket_events?include=comment_events`: which tickets have something
// new to be read, and what was done with them. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "earshot/batch.hpp"
#include "zendesk/json.hpp"

namespace earshot::zendesk {

struct ticket_deed {
    std::string ticket;
    ticket_change what;  // without case
};

struct event_page {
    std::vector<std::string> commented;  // tickets with public comments of others, each once
    std::vector<ticket_deed> deeds;
    std::int64_t end = 0;  // in seconds: where the next page begins
    bool more = false;
};

// Errors: invalid `zendesk.body`.
result<event_page> read_events(const json::value& body, const std::string& own_agent);

}  // namespace earshot::zendesk
