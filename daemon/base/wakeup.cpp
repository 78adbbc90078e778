#include "base/wakeup.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace earshot::base {

namespace asio = boost::asio;

wakeup::wakeup(asio::any_io_executor loop) : timer_(std::move(loop)) {}

void wakeup::ring() {
    rung_ = true;
    timer_.cancel();
}

task<void> wakeup::wait(duration limit) {
    if (!rung_) {
        timer_.expires_after(limit);
        co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
        const auto cancelled = (co_await asio::this_coro::cancellation_state).cancelled();
        if (cancelled != asio::cancellation_type::none)
            throw boost::system::system_error(asio::error::operation_aborted);
    }
    rung_ = false;
}

task<void> sleep(duration length) {
    asio::steady_timer timer(co_await asio::this_coro::executor, length);
    co_await timer.async_wait(asio::use_awaitable);
}

task<void> yield() {
    const auto loop = co_await asio::this_coro::executor;
    co_await asio::post(loop, asio::use_awaitable);
}

}  // namespace earshot::base
