#include "plugins/services/file_thread.hpp"

#include <csignal>

namespace earshot::plugins {

file_thread::file_thread(log& events, std::size_t capacity) : files_(events), capacity_(capacity) {}

file_thread::~file_thread() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool file_thread::append(append_request request, appended done) {
    return enqueue({std::move(request), std::move(done), {}});
}

bool file_thread::read(std::string path, std::uint64_t offset, std::uint64_t limit,
                       read_done done) {
    auto work = [this, path = std::move(path), offset, limit, done = std::move(done)]() mutable {
        done(files_.read(path, offset, limit));
    };
    return enqueue({append_request({}, {}), {}, std::move(work)});
}

bool file_thread::enqueue(job work) {
    {
        const std::lock_guard lock(mutex_);
        if (queue_.size() >= capacity_) return false;
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
        queue_.push_back(std::move(work));
    }
    changed_.notify_one();
    return true;
}

void file_thread::run() {
    // Signals are the main thread's business.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
    for (auto batch = wait(); !batch.empty(); batch = wait()) carry_out(std::move(batch));
}

// Empty: it is time to end.
std::deque<file_thread::job> file_thread::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    return std::exchange(queue_, {});
}

void file_thread::carry_out(std::deque<job> batch) {
    std::deque<std::pair<job, result<void>>> appends;
    std::map<std::string, result<void>> synced;
    for (job& work : batch) {
        if (work.other) {
            work.other();
            continue;
        }
        auto outcome = files_.append(work.request);
        appends.emplace_back(std::move(work), std::move(outcome));
    }
    for (auto& [work, outcome] : appends)
        if (work.request.durable && !synced.contains(work.request.path))
            synced.emplace(work.request.path, files_.sync(work.request.path));
    for (auto& [work, outcome] : appends) {
        if (outcome && work.request.durable) outcome = synced.at(work.request.path);
        work.done(std::move(outcome));
    }
}

}  // namespace earshot::plugins
