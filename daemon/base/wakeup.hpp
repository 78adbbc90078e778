// A bell between stages: one rings, one waits. Rings while nobody waits are remembered as one.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "earshot/task.hpp"

namespace earshot::base {

class wakeup {
public:
    explicit wakeup(boost::asio::any_io_executor loop);

    void ring();  // [loop]

    // Returns at the next ring, or after `limit`, whichever is first. One waiter at a time.
    task<void> wait(duration limit);

private:
    boost::asio::steady_timer timer_;
    bool rung_ = false;
};

task<void> sleep(duration length);

// Lets everything else that is ready go first.
task<void> yield();

}  // namespace earshot::base
