// The one thread for files: jobs in the order they came, and one fsync for all appends that were
// waiting together. `app` owns it; it ends, with its queue done, before the loop is destroyed.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "plugins/services/line_files.hpp"

namespace earshot::plugins {

class file_thread {
public:
    using appended = std::move_only_function<void(result<void>)>;
    using read_done = std::move_only_function<void(result<file_part>)>;

    explicit file_thread(log& events, std::size_t capacity = 1'024);
    ~file_thread();

    // False: the queue is full, and `done` will not be called. `done` is called on the file thread.
    // [any thread]
    bool append(append_request request, appended done);
    bool read(std::string path, std::uint64_t offset, std::uint64_t limit, read_done done);

private:
    struct job {
        append_request request;
        appended done;
        std::move_only_function<void()> other;  // what is not an append
    };

    bool enqueue(job work);
    void run();
    std::deque<job> wait();
    void carry_out(std::deque<job> batch);

    line_files files_;
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<job> queue_;
    bool ending_ = false;
    std::thread thread_;  // started by the first job: most daemons have no files
};

}  // namespace earshot::plugins
