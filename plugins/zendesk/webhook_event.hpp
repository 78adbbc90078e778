// What Zendesk posts to us: the event `zen:event-type:ticket.comment_added`, which tells the
// comment, or a trigger's own text, `{"ticket_id": "...", "external_id": "..."}`, which only says
// where to look. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "zendesk/comment.hpp"

namespace earshot::zendesk {

struct told {
    batch items;
    std::string look_at;  // a ticket whose comments are to be read; empty: none
};

// What leaves a doubt, whether it is public, by whom, or what its words are, is looked up rather
// than believed. Errors: invalid `zendesk.body`.
result<told> read_event(std::string_view body, const reading& with);

}  // namespace earshot::zendesk
