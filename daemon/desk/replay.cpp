#include "desk/replay.hpp"

namespace earshot::desk {

result<journal::decisions> replay::decide(const journal::entry& next) {
    const auto read = read_event(next);
    if (!read) return std::unexpected(read.error());
    journal::decisions made;
    if (const auto* answer = std::get_if<reply>(&read->what))
        cases::sent(memory_, read->seq, *answer);
    else
        desk::decide(rules_, memory_, *read, {}, made);
    memory_.forget_changes();
    made.position = next.seq;
    return made;
}

}  // namespace earshot::desk
