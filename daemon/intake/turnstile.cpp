#include "intake/turnstile.hpp"

namespace earshot::intake {

task<turnstile::turn> turnstile::enter() {
    while (free_ == 0) {
        // The one who leaves rings the first in the line; a waiter who is cancelled leaves it.
        const auto place = waiting_.emplace(waiting_.end(), loop_);
        struct leave_line {
            std::list<base::wakeup>& line;
            std::list<base::wakeup>::iterator place;
            ~leave_line() { line.erase(place); }
        } const guard{waiting_, place};
        co_await place->wait(std::chrono::hours{1});
    }
    --free_;
    co_return turn(this);
}

void turnstile::leave() {
    ++free_;
    if (!waiting_.empty()) waiting_.front().ring();
}

}  // namespace earshot::intake
