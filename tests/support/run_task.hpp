// Runs a coroutine to its end on a loop of its own.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <type_traits>

#include "earshot/task.hpp"

namespace earshot::tests {

// Runs until `work` has ended; rethrows what left it.
inline void run(task<void> work, boost::asio::io_context& loop) {
    std::exception_ptr problem;
    boost::asio::co_spawn(loop, std::move(work), [&](std::exception_ptr p) {
        problem = p;
        loop.stop();
    });
    loop.restart();
    loop.run();
    if (problem) std::rethrow_exception(problem);
}

// The same for a task with a value, on a loop that objects of the test live on.
template <class T>
T run_on(boost::asio::io_context& loop, task<T> work) {
    std::optional<T> value;
    auto keep = [](std::optional<T>& into, task<T> inner) -> task<void> {
        into.emplace(co_await std::move(inner));
    };
    run(keep(value, std::move(work)), loop);
    return std::move(*value);
}

template <class T>
auto run(task<T> work) {
    boost::asio::io_context loop;
    if constexpr (std::is_void_v<T>) {
        run(std::move(work), loop);
    } else {
        return run_on(loop, std::move(work));
    }
}

// `body` is called with the loop's executor and returns a task<void>; it outlives the run.
template <class Body>
void run_on_loop(Body body) {
    boost::asio::io_context loop;
    run(body(loop.get_executor()), loop);
}

}  // namespace earshot::tests
