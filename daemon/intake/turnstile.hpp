// Lets so many through at a time, the others in the order they came: no busy account starves
// another.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <list>

#include "base/wakeup.hpp"

namespace earshot::intake {

// Lives on one loop.
class turnstile {
public:
    turnstile(boost::asio::any_io_executor loop, int places) : loop_(loop), free_(places) {}

    // Held while inside; leaves when destroyed.
    class turn {
    public:
        explicit turn(turnstile* of) : of_(of) {}
        turn(turn&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
        turn& operator=(turn&&) = delete;
        ~turn() {
            if (of_) of_->leave();
        }

    private:
        turnstile* of_;
    };

    task<turn> enter();

private:
    class place;

    void leave();
    void ring_first();

    boost::asio::any_io_executor loop_;
    int free_;
    std::list<base::wakeup> waiting_;
};

}  // namespace earshot::intake
