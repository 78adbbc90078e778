// The thread on which a database is used. Callers are coroutines of one loop; they wait while their
// work runs here. What is waiting when the thread is free goes together into one transaction with
// one fsync, so the cost of durability is shared by however many wait for it.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

#include "earshot/task.hpp"
#include "store/database.hpp"

namespace earshot::stores {

// One piece of work, for the time it is under way. Lives in the frame of the waiting coroutine.
class job {
public:
    virtual ~job() = default;

    // May be called again after a roll-back; throws `failure`. [worker thread]
    virtual void run() = 0;
    virtual void fail(const error& why) = 0;  // [worker thread]

private:
    friend class worker;
    using waiting = boost::asio::async_result<boost::asio::use_awaitable_t<>, void()>::handler_type;

    std::optional<waiting> caller_;
};

// Called on the worker thread, around the transactions.
struct transaction_hooks {
    std::function<void(duration took)> committed = [](duration) {};
    // Whatever was remembered of the transaction may be untrue.
    std::function<void(const error& why)> rolled_back = [](const error&) {};
};

class worker {
public:
    // `in` is used by the thread from now on, and outlives the worker. Every method: [loop]
    worker(database& in, access mode, boost::asio::any_io_executor loop,
           transaction_hooks hooks = {});

    // Everything handed over is still done.
    ~worker();

    worker(const worker&) = delete;
    worker& operator=(const worker&) = delete;

    // Runs `work`, a function without arguments that returns a result<T>, on the thread and in a
    // transaction; returns when that is durable. Work that returns an error must not have written
    // anything; what it throws (`failure`) undoes what it wrote. It may run twice. Started work is
    // carried out in the order of the calls, whether or not its caller is cancelled.
    template <class Work>
    task<std::invoke_result_t<Work&>> run(Work work) {
        job_of<Work> mine(std::move(work));
        co_await finished(mine);
        co_return std::move(*mine.outcome);
    }

private:
    template <class Work>
    class job_of final : public job {
    public:
        explicit job_of(Work work) : work_(std::move(work)) {}
        void run() override { outcome.emplace(work_()); }
        void fail(const error& why) override { outcome.emplace(std::unexpect, why); }

        std::optional<std::invoke_result_t<Work&>> outcome;

    private:
        Work work_;
    };

    class loop_side;
    class completion;

    task<void> finished(job& which);
    void hand_over(job& which);

    void serve();
    std::vector<job*> take();
    bool take_more(std::vector<job*>& batch);
    void run_batch(std::vector<job*>& batch);
    void run_together(std::vector<job*>& batch);
    void run_alone(job& one);
    void commit(transaction& all, std::chrono::steady_clock::time_point began);

    database& database_;
    access mode_;
    transaction_hooks hooks_;
    std::shared_ptr<loop_side> loop_side_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<job*> queue_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace earshot::stores
