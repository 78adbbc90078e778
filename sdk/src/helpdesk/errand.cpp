#include "errand.hpp"

namespace earshot::helpdesk {

namespace {

// A share carries nothing to answer, and what was deleted before we knew it needs no ticket.
bool opens_a_ticket(message_kind kind) {
    return kind != message_kind::share && kind != message_kind::reaction &&
           kind != message_kind::deletion;
}

}  // namespace

errand errand_for(const sink_item& one) {
    return {draft_of(one), one.repeated, opens_a_ticket(one.item.kind)};
}

errand errand_for(const notice& one, std::string_view instance) {
    return {draft_of(one, instance), one.repeated,
            !std::holds_alternative<answer_published>(one.what)};
}

}  // namespace earshot::helpdesk
