#include "earshot/own_thread.hpp"

#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <future>
#include <latch>
#include <memory>
#include <utility>

namespace earshot {

namespace {

namespace asio = boost::asio;

// Signals are the daemon's. Threads that a library starts here inherit the mask.
void take_no_signals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

std::exception_ptr done(own_thread::work& what, std::stop_token stop) {
    try {
        what(std::move(stop));
        return nullptr;
    } catch (...) {
        return std::current_exception();
    }
}

// Stops the work when the awaiting call is cancelled. Both happen on the loop.
template <class Handler>
std::stop_source stopped_with(const Handler& handler) {
    std::stop_source source;
    auto slot = asio::get_associated_cancellation_slot(handler);
    if (slot.is_connected())
        slot.assign([source](asio::cancellation_type) mutable { source.request_stop(); });
    return source;
}

template <class Handler>
void finish(Handler handler, std::exception_ptr problem) {
    asio::get_associated_cancellation_slot(handler).clear();
    std::move(handler)(problem);
}

// The caller goes on when this thread has let go of the loop, which may end with the call: posting
// and counting of work touch the loop even after it has taken the handler. That is a moment.
template <class Handler>
void hand_back(asio::any_io_executor loop, Handler handler, std::exception_ptr problem) {
    const auto let_go = std::make_shared<std::latch>(1);
    asio::post(loop, [handler = std::move(handler), problem, let_go]() mutable {
        let_go->wait();
        finish(std::move(handler), problem);
    });
    loop = {};
    let_go->count_down();
}

}  // namespace

own_thread::own_thread(std::string name) : thread_(1) {
    asio::post(thread_, [name = std::move(name)] {
        take_no_signals();
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    });
}

own_thread::~own_thread() { thread_.join(); }

task<void> own_thread::run(work what) {
    auto start = [this](auto handler, work job) {
        asio::any_io_executor loop = asio::prefer(asio::get_associated_executor(handler),
                                                  asio::execution::outstanding_work.tracked);
        auto source = stopped_with(handler);
        asio::post(thread_, [loop = std::move(loop), source, handler = std::move(handler),
                             job = std::move(job)]() mutable {
            const std::exception_ptr problem = done(job, source.get_token());
            job = nullptr;
            hand_back(std::move(loop), std::move(handler), problem);
        });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
        start, asio::use_awaitable, std::move(what));
}

void own_thread::run_and_wait(std::move_only_function<void()> what) {
    std::packaged_task<void()> job(std::move(what));
    auto ended = job.get_future();
    asio::post(thread_, std::move(job));
    ended.get();
}

void keep_loaded(const void* function) {
    Dl_info found;
    if (dladdr(function, &found) != 0)
        dlopen(found.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}

}  // namespace earshot
