#include "intake/turnstile.hpp"

namespace earshot::intake {

// A place in the line; given up when its owner goes through or is cancelled.
class turnstile::place {
public:
    explicit place(turnstile& of)
        : of_(of), bell_(of.waiting_.emplace(of.waiting_.end(), of.loop_)) {}
    place(const place&) = delete;
    place& operator=(const place&) = delete;
    ~place() {
        of_.waiting_.erase(bell_);
        of_.ring_first();
    }

    bool first() const { return bell_ == of_.waiting_.begin(); }
    task<void> wait() const { return bell_->wait(std::chrono::hours{1}); }

private:
    turnstile& of_;
    std::list<base::wakeup>::iterator bell_;
};

task<turnstile::turn> turnstile::enter() {
    if (free_ == 0 || !waiting_.empty()) {
        const place mine(*this);
        while (free_ == 0 || !mine.first()) co_await mine.wait();
    }
    --free_;
    ring_first();
    co_return turn(this);
}

void turnstile::leave() {
    ++free_;
    ring_first();
}

void turnstile::ring_first() {
    if (free_ > 0 && !waiting_.empty()) waiting_.front().ring();
}

}  // namespace earshot::intake
