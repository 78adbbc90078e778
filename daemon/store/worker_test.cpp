#include "store/worker.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/post.hpp>
#include <latch>

#include "catch.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

struct counted {
    explicit counted(const std::filesystem::path& in, asio::any_io_executor loop)
        : file({"test", in / "numbers.db"}, stores::access::read_write) {
        file.run("CREATE TABLE IF NOT EXISTS number (n INTEGER PRIMARY KEY) STRICT");
        const stores::transaction_hooks hooks{[this](duration) { ++commits; },
                                              [this](const error&) { ++roll_backs; }};
        thread.emplace(file, stores::access::read_write, loop, hooks);
    }

    task<result<int>> add(int n) {
        return thread->run([this, n]() -> result<int> {
            stores::statement(file, "INSERT INTO number VALUES (?)").run(n);
            return n;
        });
    }

    task<result<std::int64_t>> count() {
        return thread->run([this]() -> result<std::int64_t> {
            return file.number("SELECT count(*) FROM number");
        });
    }

    std::atomic<int> commits = 0;
    std::atomic<int> roll_backs = 0;
    stores::database file;
    std::optional<stores::worker> thread;
};

// Adds every number from a coroutine of its own, and the thread comes to the first when all of them
// wait; the results in the order of the numbers.
std::vector<std::optional<result<int>>> add_at_once(counted& into, asio::io_context& loop,
                                                    const std::vector<int>& numbers) {
    std::vector<std::optional<result<int>>> outcomes(numbers.size());
    std::latch all_wait(1);
    auto hold = [](counted& to, std::latch& until) -> task<void> {
        const auto held = co_await to.thread->run([&until]() -> result<int> {
            until.wait();
            return 0;
        });
        CHECK(held);
    };
    asio::co_spawn(loop, hold(into, all_wait), [](std::exception_ptr problem) {
        if (problem) std::rethrow_exception(problem);
    });
    auto one = [](counted& to, int n, std::optional<result<int>>& outcome) -> task<void> {
        outcome.emplace(co_await to.add(n));
    };
    for (std::size_t i = 0; i < numbers.size(); ++i)
        asio::co_spawn(loop, one(into, numbers[i], outcomes[i]), [](std::exception_ptr problem) {
            if (problem) std::rethrow_exception(problem);
        });
    asio::post(loop, [&] { all_wait.count_down(); });
    loop.restart();
    loop.run();
    return outcomes;
}

std::vector<int> numbers_to(int end) {
    std::vector<int> all;
    for (int n = 0; n < end; ++n) all.push_back(n);
    return all;
}

}  // namespace

TEST_CASE("worker: what waits together is committed together") {
    const tests::temporary_directory in;
    asio::io_context loop;
    counted numbers(in.path(), loop.get_executor());
    const auto outcomes = add_at_once(numbers, loop, numbers_to(500));
    for (int n = 0; n < 500; ++n) CHECK(outcomes[static_cast<std::size_t>(n)]->value() == n);
    CHECK(numbers.commits <= 50);
}

TEST_CASE("worker: one that fails does not spoil the others") {
    const tests::temporary_directory in;
    asio::io_context loop;
    counted numbers(in.path(), loop.get_executor());
    const auto outcomes = add_at_once(numbers, loop, {1, 2, 2, 3});
    CHECK(outcomes[0]->has_value());
    CHECK(outcomes[1]->has_value());
    CHECK(outcomes[2]->error().code == "test.internal");
    CHECK(outcomes[3]->has_value());
    CHECK(numbers.roll_backs > 0);
    CHECK(tests::run_on(loop, numbers.count()).value() == 3);
}

TEST_CASE("worker: more callers than the queue holds wait, in order") {
    const tests::temporary_directory in;
    asio::io_context loop;
    counted numbers(in.path(), loop.get_executor());
    const auto outcomes = add_at_once(numbers, loop, numbers_to(10'000));
    CHECK(std::ranges::all_of(outcomes, [](const auto& each) { return each && *each; }));
    CHECK(tests::run_on(loop, numbers.count()).value() == 10'000);
}

TEST_CASE("worker: a cancelled caller's work is still done") {
    const tests::temporary_directory in;
    asio::io_context loop;
    counted numbers(in.path(), loop.get_executor());
    asio::cancellation_signal stop;
    auto work = [](counted& to) -> task<void> { co_await to.add(7); };
    asio::co_spawn(loop, work(numbers),
                   asio::bind_cancellation_slot(stop.slot(), [](std::exception_ptr) {}));
    loop.poll();
    stop.emit(asio::cancellation_type::terminal);
    loop.run();
    CHECK(tests::run_on(loop, numbers.count()).value() == 1);
}

TEST_CASE("worker: it ends with its callers still waiting, and their work is done") {
    const tests::temporary_directory in;
    {
        asio::io_context loop;
        counted numbers(in.path(), loop.get_executor());
        auto work = [](counted& to) -> task<void> { co_await to.add(7); };
        for (int i = 0; i < 10; ++i) asio::co_spawn(loop, work(numbers), [](std::exception_ptr) {});
        loop.poll();
    }  // nobody runs the loop any more
    asio::io_context loop;
    counted numbers(in.path(), loop.get_executor());
    CHECK(tests::run_on(loop, numbers.count()).value() == 1);
}
