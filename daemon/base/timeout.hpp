// The one way to bound how long something may take.
#pragma once

#include <optional>

#include "earshot/task.hpp"

namespace earshot::base {

// Runs `work`; after `limit` it is cancelled and waited for. True: it ended in time. Exceptions of
// `work` pass through. Cancelling the caller cancels `work`.
task<bool> ends_within(duration limit, task<void> work);

// The value of `work`, or nothing after `limit`.
template <class T>
task<std::optional<T>> within(duration limit, task<T> work) {
    std::optional<T> value;
    auto keep = [](std::optional<T>& into, task<T> inner) -> task<void> {
        into = co_await std::move(inner);
    };
    auto kept = keep(value, std::move(work));
    if (!co_await ends_within(limit, std::move(kept))) co_return std::nullopt;
    co_return value;
}

}  // namespace earshot::base
