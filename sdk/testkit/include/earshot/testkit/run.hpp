// Runs a plugin's coroutine to its end, so that a test reads like a call:
//
//   const auto done = testkit::run(plugin.poll({}));
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "earshot/task.hpp"

namespace earshot::testkit {

namespace detail {

template <class T>
task<void> keep(std::optional<T>& into, task<T> work) {
    into.emplace(co_await std::move(work));
}

inline void finish(task<void> work) {
    boost::asio::io_context loop;
    std::exception_ptr problem;
    bool ended = false;
    boost::asio::co_spawn(loop, std::move(work), [&](std::exception_ptr thrown) {
        problem = thrown;
        ended = true;
    });
    loop.run();
    if (problem) std::rethrow_exception(problem);
    if (!ended) throw std::logic_error("the task waits for something that the fakes never give");
}

}  // namespace detail

// Rethrows what left the task.
template <class T>
T run(task<T> work) {
    std::optional<T> value;
    detail::finish(detail::keep(value, std::move(work)));
    return std::move(*value);
}

inline void run(task<void> work) { detail::finish(std::move(work)); }

}  // namespace earshot::testkit
