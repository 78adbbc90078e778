#include "plugins/services/vault_service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace earshot::plugins {

namespace asio = boost::asio;

namespace {

constexpr auto store_key = "vault";

}  // namespace

task<result<vault_turn>> vault_service::take() {
    while (current_ != 0) {
        const bool rung = co_await wait();
        if (rung) continue;
        if (current_ == 0) ring();  // for us, who do not want it any more
        co_return fail(error_kind::cancelled, "vault.cancelled",
                       "the call was stopped while it waited for its turn");
    }
    struct turn_end {
        vault_service& of;
        std::uint64_t number;
        ~turn_end() { of.end(number); }
    } at_the_end{*this, ++last_};
    current_ = at_the_end.number;
    auto kept = co_await store_.get(store_key);
    if (!kept) co_return std::unexpected(kept.error());
    vault_turn made;
    made.number = std::exchange(at_the_end.number, 0);
    made.kept = std::move(*kept).value_or(std::string());
    co_return made;
}

task<bool> vault_service::wait() {
    asio::steady_timer bell(co_await asio::this_coro::executor,
                            asio::steady_timer::time_point::max());
    struct place {
        std::deque<asio::steady_timer*>& in;
        asio::steady_timer* mine;
        ~place() { std::erase(in, mine); }
    } const held{waiting_, &bell};
    waiting_.push_back(&bell);
    co_await bell.async_wait(asio::as_tuple(asio::use_awaitable));
    const auto state = co_await asio::this_coro::cancellation_state;
    co_return state.cancelled() == asio::cancellation_type::none;
}

task<result<void>> vault_service::keep(std::uint64_t turn, std::string value) {
    if (turn == 0 || turn != current_)
        co_return fail(error_kind::conflict, "vault.turn_over",
                       "tokens can only be kept by whoever has the turn, and that one is over");
    co_return co_await store_.put(store_key, std::move(value));
}

void vault_service::end(std::uint64_t turn) noexcept {
    if (turn == 0 || turn != current_) return;
    current_ = 0;
    ring();
}

void vault_service::ring() noexcept {
    if (!waiting_.empty()) waiting_.front()->cancel();
}

}  // namespace earshot::plugins
