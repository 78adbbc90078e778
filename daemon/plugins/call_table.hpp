// The calls of one instance that are in progress: bounds how long each may take, with one timer for
// all of them, and lets go of those that do not stop when they are asked to.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <memory>

#include "earshot/task.hpp"

namespace earshot::plugins {

enum class ending : std::uint8_t {
    ended,        // by itself
    timed_out,    // after it was asked to stop, because its limit was over
    cancelled,    // after it was asked to stop, because the caller was
    left_behind,  // it was asked and has not stopped: it is still running
};

// [loop]
class call_table : public std::enable_shared_from_this<call_table> {
public:
    call_table(boost::asio::any_io_executor loop, duration grace);

    // Runs `work` on `where` and waits until it ends, but not longer than `limit` and then `grace`.
    // `work` throws nothing. `owner` is held as long as `work` runs; for one that was left behind
    // and never ends, that is until the process does: code that is suspended stays mapped.
    task<ending> run(boost::asio::any_io_executor where, duration limit, task<void> work,
                     std::shared_ptr<void> owner);

private:
    struct call;
    using instant = std::chrono::steady_clock::time_point;

    template <class Handler>
    void begin(std::shared_ptr<call> one, boost::asio::any_io_executor where, task<void> work,
               Handler resume);
    void arm(instant due);
    void sweep();
    void act(call& overdue);
    void ask(call& one, ending why);
    void leave(call& one);
    void finish(call& one);

    boost::asio::steady_timer timer_;
    instant armed_ = instant::max();  // when the timer rings; max: it does not
    duration grace_;
    std::list<call*> running_;  // each is owned by its own coroutine
};

}  // namespace earshot::plugins
