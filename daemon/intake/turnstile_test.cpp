#include "intake/turnstile.hpp"

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

// Goes through, notes when, and stays inside until the bell rings.
task<void> visit(intake::turnstile& gate, std::string name, std::vector<std::string>& order,
                 base::wakeup& leave) {
    const auto turn = co_await gate.enter();
    order.push_back(std::move(name));
    co_await leave.wait(std::chrono::hours{1});
}

task<void> settle_down() {
    for (int i = 0; i < 5; ++i)
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
}

}  // namespace

TEST_CASE("turnstile: so many at a time, the rest in the order they came") {
    tests::recording_log log;
    std::vector<std::string> order;
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        intake::turnstile gate(loop, 1);
        base::wakeup leave_a(loop);
        base::wakeup leave_b(loop);
        base::wakeup leave_c(loop);
        base::task_scope scope(loop, log);
        scope.spawn("a", visit(gate, "a", order, leave_a));
        scope.spawn("b", visit(gate, "b", order, leave_b));
        scope.spawn("c", visit(gate, "c", order, leave_c));
        co_await settle_down();
        CHECK(order == std::vector<std::string>{"a"});
        leave_a.ring();
        co_await settle_down();
        CHECK(order == std::vector<std::string>{"a", "b"});
        leave_b.ring();
        co_await settle_down();
        CHECK(order == std::vector<std::string>{"a", "b", "c"});
        leave_c.ring();
        co_await scope.join();
    });
}

TEST_CASE("turnstile: who is cancelled in the line does not keep the others waiting") {
    tests::recording_log log;
    std::vector<std::string> order;
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        intake::turnstile gate(loop, 1);
        base::wakeup leave_a(loop);
        base::wakeup leave_c(loop);
        base::task_scope impatient(loop, log);
        base::task_scope scope(loop, log);
        scope.spawn("a", visit(gate, "a", order, leave_a));
        impatient.spawn("b", visit(gate, "b", order, leave_a));
        scope.spawn("c", visit(gate, "c", order, leave_c));
        co_await settle_down();
        impatient.cancel();
        co_await impatient.join();
        leave_a.ring();
        co_await settle_down();
        CHECK(order == std::vector<std::string>{"a", "c"});
        leave_c.ring();
        co_await scope.join();
    });
}
