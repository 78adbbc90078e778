#include "base/timeout.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace earshot::base {

namespace asio = boost::asio;

namespace {

bool was_cancelled(const std::exception_ptr& problem) {
    if (!problem) return false;
    try {
        std::rethrow_exception(problem);
    } catch (const boost::system::system_error& ended) {
        return ended.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

}  // namespace

task<bool> ends_within(duration limit, task<void> work) {
    const auto loop = co_await asio::this_coro::executor;
    asio::steady_timer timer(loop, limit);
    auto group = asio::experimental::make_parallel_group(
        asio::co_spawn(loop, std::move(work), asio::deferred), timer.async_wait(asio::deferred));
    const auto [order, problem, expired] =
        co_await group.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    const bool in_time = order[0] == 0;
    if (problem && (in_time || !was_cancelled(problem))) std::rethrow_exception(problem);
    co_return in_time;
}

}  // namespace earshot::base
