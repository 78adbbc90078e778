#include "base/task_scope.hpp"

#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

task<void> forever() {
    asio::steady_timer timer(co_await asio::this_coro::executor, std::chrono::hours{1});
    co_await timer.async_wait(asio::use_awaitable);
}

task<void> broken() {
    throw std::runtime_error("out of cheese");
    co_return;
}

}  // namespace

TEST_CASE("task scope: cancelling ends every task and the join returns") {
    tests::recording_log log;
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        base::task_scope scope(loop, log);
        scope.spawn("one", forever());
        scope.spawn("two", forever());
        CHECK(scope.running() == 2);
        scope.cancel();
        co_await scope.join();
        CHECK(scope.running() == 0);
    });
    CHECK(log.events().empty());
}

TEST_CASE("task scope: an exception is logged with the task's name, the others go on") {
    tests::recording_log log;
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        base::task_scope scope(loop, log);
        scope.spawn("poller klm", broken());
        scope.spawn("other", forever());
        base::wakeup bell(loop);
        co_await bell.wait(duration{1});
        CHECK(scope.running() == 1);
        scope.cancel();
        co_await scope.join();
    });
    CHECK(log.has("task.failed", "poller klm"));
    CHECK(log.has("task.failed", "out of cheese"));
}
