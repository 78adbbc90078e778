// The owner of coroutines: nothing runs that nobody waits for.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <list>
#include <string>

#include "base/wakeup.hpp"
#include "earshot/service/log.hpp"
#include "earshot/task.hpp"

namespace earshot::base {

// Lives on one loop. Must be joined before it is destroyed.
class task_scope {
public:
    task_scope(boost::asio::any_io_executor loop, log& events);
    ~task_scope();

    // Starts `work`. An exception that leaves it is a bug and is logged as `task.failed` with
    // `name`; ending by cancellation is not.
    void spawn(std::string name, task<void> work);

    void cancel();  // asks every running task to stop

    // Returns when the last task has ended.
    task<void> join();

    std::size_t running() const { return running_.size(); }

private:
    struct entry {
        std::string name;
        boost::asio::cancellation_signal stop;
    };
    using handle = std::list<entry>::iterator;

    void ended(handle which, std::exception_ptr problem);

    boost::asio::any_io_executor loop_;
    log& log_;
    wakeup idle_;
    std::list<entry> running_;
};

}  // namespace earshot::base
