#include "store/worker.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <csignal>

namespace earshot::stores {

namespace asio = boost::asio;

namespace {

// Enough to share one fsync among; few enough that a commit stays short and the first of them does
// not wait for long.
constexpr std::size_t most_in_one_commit = 1'024;

// Handed to the thread; further callers wait on the loop's side.
constexpr std::size_t most_handed_over = 4 * most_in_one_commit;

}  // namespace

// What the loop knows of the jobs under way. Outlives the worker, because completions that were
// posted may run after it. [loop]
class worker::loop_side {
public:
    loop_side(worker& owner, asio::any_io_executor loop) : owner_(&owner), loop_(std::move(loop)) {}

    const asio::any_io_executor& loop() const { return loop_; }

    void submit(job& which) {
        if (under_way_++ == 0) guard_.emplace(loop_);
        if (under_way_ > most_handed_over)
            parked_.push_back(&which);
        else
            owner_->hand_over(which);
    }

    void ended(std::size_t count) {
        under_way_ -= count;
        if (under_way_ == 0) guard_.reset();
        for (; count > 0 && !parked_.empty(); --count) hand_over_next();
    }

    void abandon() {
        while (!parked_.empty()) hand_over_next();
        owner_ = nullptr;
    }

private:
    void hand_over_next() {
        owner_->hand_over(*parked_.front());
        parked_.pop_front();
    }

    worker* owner_;  // null: gone, with nothing parked
    asio::any_io_executor loop_;
    std::size_t under_way_ = 0;
    std::deque<job*> parked_;
    std::optional<asio::executor_work_guard<asio::any_io_executor>> guard_;  // the loop has to stay
};

// Resumes the callers of a batch. Where the loop has ended for good, destroys them.
class worker::completion {
public:
    completion(std::shared_ptr<loop_side> side, std::vector<job*> jobs)
        : side_(std::move(side)), jobs_(std::move(jobs)) {}
    completion(completion&&) = default;
    ~completion() {
        for (job* each : jobs_) caller_of(*each);
    }

    void operator()() {
        side_->ended(jobs_.size());
        for (job* each : std::exchange(jobs_, {})) caller_of (*each)();
    }

private:
    // The caller owns the job: take it out before it goes on and the job is gone.
    static job::waiting caller_of(job& which) {
        job::waiting caller = std::move(*which.caller_);
        return caller;
    }

    std::shared_ptr<loop_side> side_;
    std::vector<job*> jobs_;
};

worker::worker(database& in, access mode, asio::any_io_executor loop, transaction_hooks hooks)
    : database_(in),
      mode_(mode),
      hooks_(std::move(hooks)),
      loop_side_(std::make_shared<loop_side>(*this, std::move(loop))) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // signals are for the loop's thread
    thread_ = std::thread([this] { serve(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

worker::~worker() {
    loop_side_->abandon();
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

// --- loop ----------------------------------------------------------------------------------------

task<void> worker::finished(job& which) {
    return asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        [this](job::waiting caller, job* submitted) {
            submitted->caller_.emplace(std::move(caller));
            loop_side_->submit(*submitted);
        },
        asio::use_awaitable, &which);
}

void worker::hand_over(job& which) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&which);
    if (queue_.size() == 1) wake_.notify_one();
}

// --- thread --------------------------------------------------------------------------------------

void worker::serve() {
    for (auto batch = take(); !batch.empty(); batch = take()) {
        run_batch(batch);
        asio::post(loop_side_->loop(), completion(loop_side_, std::move(batch)));
    }
}

// Nothing when it is time to go.
std::vector<job*> worker::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    lock.unlock();
    std::vector<job*> batch;
    take_more(batch);
    return batch;
}

bool worker::take_more(std::vector<job*>& batch) {
    const std::lock_guard lock(mutex_);
    const std::size_t count = std::min(queue_.size(), most_in_one_commit - batch.size());
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    batch.insert(batch.end(), queue_.begin(), end);
    queue_.erase(queue_.begin(), end);
    return count > 0;
}

// Rationale: a savepoint for each job would keep the others when one fails, but copies every page
// that a job is the first to touch. Failures are rare: then all are rolled back and done one by
// one.
void worker::run_batch(std::vector<job*>& batch) {
    try {
        run_together(batch);
    } catch (const failure& problem) {
        hooks_.rolled_back(problem.why);
        if (batch.size() == 1) return batch.front()->fail(problem.why);
        for (job* each : batch) run_alone(*each);
    }
}

// Also takes in what arrives while the batch is at work: it need not wait for the next fsync.
void worker::run_together(std::vector<job*>& batch) {
    const auto began = std::chrono::steady_clock::now();
    transaction all(database_, mode_);
    std::size_t done = 0;
    do {
        for (; done < batch.size(); ++done) batch[done]->run();
    } while (mode_ == access::read_write && take_more(batch));
    commit(all, began);
}

void worker::run_alone(job& one) {
    try {
        const auto began = std::chrono::steady_clock::now();
        transaction own(database_, mode_);
        one.run();
        commit(own, began);
    } catch (const failure& problem) {
        hooks_.rolled_back(problem.why);
        one.fail(problem.why);
    }
}

void worker::commit(transaction& all, std::chrono::steady_clock::time_point began) {
    all.commit();
    const auto took = std::chrono::steady_clock::now() - began;
    hooks_.committed(std::chrono::duration_cast<duration>(took));
}

}  // namespace earshot::stores
