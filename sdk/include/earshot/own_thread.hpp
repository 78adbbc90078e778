// A thread of a plugin's own, for a client library that blocks. A member of the plugin; whatever
// else waits on the loop belongs to the host's services.
//
// Rationale: a call to the plugin ends only when its work on the thread has ended. The host
// destroys a plugin when no call is left, so the thread is idle then and joining it takes no time,
// and no code of the plugin runs after that. See docs/decisions/0007.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <stop_token>
#include <string>

#include "earshot/task.hpp"

namespace earshot {

class own_thread {
public:
    // The work is asked to stop when the call that awaits it is cancelled, and then has 5 s.
    using work = std::move_only_function<void(std::stop_token)>;

    // It takes no signals, and neither do threads that it starts. `name`: at most 15 characters.
    explicit own_thread(std::string name);
    ~own_thread();  // joins, when all work is done
    own_thread(const own_thread&) = delete;
    own_thread& operator=(const own_thread&) = delete;

    // Done, one after the other in the order asked for, when it returns; on the executor of the
    // caller again. Rethrows what left the work. [loop]
    task<void> run(work what);

    // The same for a destructor: waits. [any thread but this one]
    void run_and_wait(std::move_only_function<void()> what);

private:
    boost::asio::thread_pool thread_;
};

// For a constructor: the library that this function is of stays in memory when the plugin goes.
// Client libraries leave data of threads behind, which would outlive their code.
void keep_loaded(const void* function);

}  // namespace earshot
