// One thing to bring to a ticket.
#pragma once

#include "earshot/helpdesk.hpp"

namespace earshot::helpdesk {

struct errand {
    ticket_draft draft;  // the entry is its first; the rest is for where there is no ticket yet
    bool repeated = false;
    bool opens = true;  // false: not worth a ticket of its own
};

errand errand_for(const sink_item& one);
errand errand_for(const notice& one, std::string_view instance);

}  // namespace earshot::helpdesk
