#include "earshot/own_thread.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "run_task.hpp"

namespace earshot {

namespace asio = boost::asio;

TEST_CASE("own thread: work is done elsewhere, and the caller goes on where it was") {
    own_thread thread("test");
    std::thread::id there;
    std::thread::id after;
    auto call = [&]() -> task<void> {
        own_thread::work job = [&](std::stop_token) { there = std::this_thread::get_id(); };
        co_await thread.run(std::move(job));
        after = std::this_thread::get_id();
    };
    tests::run(call());
    CHECK(there != std::thread::id{});
    CHECK(there != after);
    CHECK(after == std::this_thread::get_id());
}

TEST_CASE("own thread: one after the other, in the order asked for") {
    own_thread thread("test");
    std::vector<int> done;
    asio::io_context loop;
    auto call = [&](int number) -> task<void> {
        own_thread::work job = [&done, number](std::stop_token) { done.push_back(number); };
        co_await thread.run(std::move(job));
    };
    for (int i = 0; i < 100; ++i)
        asio::co_spawn(loop, call(i), [](std::exception_ptr problem) { CHECK_FALSE(problem); });
    loop.run();
    REQUIRE(done.size() == 100);
    CHECK(std::ranges::is_sorted(done));
}

TEST_CASE("own thread: what leaves the work reaches the caller") {
    own_thread thread("test");
    auto call = [&]() -> task<void> {
        own_thread::work job = [](std::stop_token) { throw std::runtime_error("out of paper"); };
        co_await thread.run(std::move(job));
    };
    CHECK_THROWS_WITH(tests::run(call()), "out of paper");
}

TEST_CASE("own thread: a cancelled call asks its work to stop, and waits for it") {
    own_thread thread("test");
    asio::io_context loop;
    asio::cancellation_signal cancel;
    bool ended = false;
    auto call = [&]() -> task<void> {
        own_thread::work job = [&](std::stop_token stop) {
            asio::post(loop, [&] { cancel.emit(asio::cancellation_type::terminal); });
            while (!stop.stop_requested()) std::this_thread::yield();
            ended = true;
        };
        co_await thread.run(std::move(job));
        CHECK(ended);
    };
    asio::co_spawn(loop, call(),
                   asio::bind_cancellation_slot(cancel.slot(), [](std::exception_ptr) {}));
    loop.run();
    CHECK(ended);
}

TEST_CASE("own thread: its end waits for work that nobody awaits any more") {
    bool done = false;
    {
        own_thread thread("a name that is longer than fifteen");
        thread.run_and_wait([&] { done = true; });
    }
    CHECK(done);
}

}  // namespace earshot
