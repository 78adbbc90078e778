// The type of everything that takes time. A task starts when it is awaited, runs on the daemon's
// I/O loop and ends early when the host cancels it.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "earshot/error.hpp"

namespace earshot {

template <class T>
using task = boost::asio::awaitable<T>;

}  // namespace earshot
