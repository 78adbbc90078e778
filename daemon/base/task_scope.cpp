#include "base/task_scope.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <cstdlib>

namespace earshot::base {

namespace asio = boost::asio;

namespace {

// Nothing, where the task ended well or because it was asked to.
std::string failure(std::exception_ptr problem) {
    if (!problem) return {};
    try {
        std::rethrow_exception(problem);
    } catch (const boost::system::system_error& ended) {
        return ended.code() == asio::error::operation_aborted ? std::string() : ended.what();
    } catch (const std::exception& bug) {
        return bug.what();
    } catch (...) {
        return "an exception that is not a std::exception";
    }
}

}  // namespace

task_scope::task_scope(asio::any_io_executor loop, log& events)
    : loop_(loop), log_(events), idle_(loop) {}

task_scope::~task_scope() {
    if (running_.empty()) return;
    log_.write(log_level::error, "task.leaked", {{"task", running_.front().name}});
    std::abort();  // its frame would touch freed memory
}

void task_scope::spawn(std::string name, task<void> work) {
    const handle which = running_.emplace(running_.end());
    which->name = std::move(name);
    auto done = [this, which](std::exception_ptr problem) { ended(which, problem); };
    asio::co_spawn(loop_, std::move(work),
                   asio::bind_cancellation_slot(which->stop.slot(), std::move(done)));
}

void task_scope::ended(handle which, std::exception_ptr problem) {
    if (const std::string why = failure(problem); !why.empty())
        log_.write(log_level::error, "task.failed", {{"task", which->name}, {"why", why}});
    running_.erase(which);
    if (running_.empty()) idle_.ring();
}

// A task may end at once and leave the list: look one ahead.
void task_scope::cancel() {
    for (auto next = running_.begin(); next != running_.end();)
        (next++)->stop.emit(asio::cancellation_type::terminal);
}

task<void> task_scope::join() {
    while (!running_.empty()) co_await idle_.wait(std::chrono::hours{1});
}

}  // namespace earshot::base
