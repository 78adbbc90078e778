#include "base/timeout.hpp"

#include "catch.hpp"
#include "run_task.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

task<void> wait(duration length) {
    asio::steady_timer timer(co_await asio::this_coro::executor, length);
    co_await timer.async_wait(asio::use_awaitable);
}

task<int> answer(duration after) {
    co_await wait(after);
    co_return 42;
}

task<void> fail_now() {
    throw std::logic_error("broken");
    co_return;
}

}  // namespace

TEST_CASE("timeout: a value in time is passed on") {
    CHECK(tests::run(base::within(std::chrono::seconds{60}, answer(duration{0}))) == 42);
}

TEST_CASE("timeout: nothing after the limit, and the work has ended") {
    CHECK_FALSE(tests::run(base::within(duration{1}, answer(std::chrono::hours{1}))));
}

TEST_CASE("timeout: an exception passes through at once") {
    CHECK_THROWS_AS(tests::run(base::ends_within(std::chrono::hours{1}, fail_now())),
                    std::logic_error);
}
