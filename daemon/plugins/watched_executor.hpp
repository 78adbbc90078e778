// The loop's executor, telling the loop watch whose code each piece of a coroutine is. Plugin calls
// are spawned on it, so every resumption of theirs passes through here.
#pragma once

#include <boost/asio/execution.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>

#include "plugins/loop_watch.hpp"

namespace earshot::plugins {

// No larger than any_io_executor keeps without allocating, if Inner is that of an io_context.
template <class Inner>
class watched_executor {
public:
    watched_executor(Inner inner, loop_watch& watch, std::uint32_t call) noexcept
        : inner_(std::move(inner)), watch_(&watch), call_(call) {}

    template <class Property>
        requires boost::asio::can_query<const Inner&, Property>::value
    decltype(auto) query(const Property& property) const noexcept {
        return boost::asio::query(inner_, property);
    }

    template <class Property>
        requires boost::asio::can_require<const Inner&, Property>::value
    auto require(const Property& property) const noexcept {
        return watched(boost::asio::require(inner_, property));
    }

    template <class Property>
        requires boost::asio::can_prefer<const Inner&, Property>::value
    auto prefer(const Property& property) const noexcept {
        return watched(boost::asio::prefer(inner_, property));
    }

    template <class Function>
    void execute(Function&& work) const {
        inner_.execute(
            [watch = watch_, call = call_, work = std::forward<Function>(work)]() mutable {
                const watched_piece piece(*watch, call);
                std::move(work)();
            });
    }

    bool operator==(const watched_executor&) const noexcept = default;

private:
    template <class Other>
    watched_executor<Other> watched(Other inner) const noexcept {
        return {std::move(inner), *watch_, call_};
    }

    Inner inner_;
    loop_watch* watch_;
    std::uint32_t call_;
};

}  // namespace earshot::plugins
