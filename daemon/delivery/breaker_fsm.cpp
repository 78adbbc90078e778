#include "delivery/breaker_fsm.hpp"

namespace earshot::delivery {

int breaker_fsm::admit(timestamp now, int wanted) const {
    if (now < until_) return 0;
    return closed() ? wanted : std::min(wanted, 1);
}

void breaker_fsm::succeeded() { failures_ = 0; }

bool breaker_fsm::failed(timestamp now, double random) {
    ++failures_;
    if (closed()) return false;
    const int rounds = failures_ - limits_.failures + 1;
    // At least half of the ceiling: a destination that is down is not asked at once again.
    const duration pause = limits_.pause.before(rounds, 0.5 + random / 2);
    until_ = std::max(until_, now + pause);
    return failures_ == limits_.failures;
}

}  // namespace earshot::delivery
