#include "net/connection_pool.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace earshot::net {

namespace asio = boost::asio;

// Somebody in the queue, on the stack of the coroutine that waits.
struct connection_pool::waiter {
    waiter(const asio::any_io_executor& loop, place& at)
        : bell(loop, asio::steady_timer::time_point::max()),
          queue(at.waiters),
          position(queue.insert(queue.end(), this)) {}
    waiter(const waiter&) = delete;
    ~waiter() {
        if (!granted) queue.erase(position);
    }

    void grant() {
        granted = true;
        queue.erase(position);
        bell.cancel();
    }

    asio::steady_timer bell;
    std::list<waiter*>& queue;
    std::list<waiter*>::iterator position;
    bool granted = false;
};

connection_pool::lease::lease(lease&& other) noexcept
    : pool_(std::exchange(other.pool_, nullptr)), at_(other.at_) {}

connection_pool::lease::~lease() {
    if (pool_) pool_->release(*at_);
}

std::unique_ptr<client_connection> connection_pool::lease::take_idle() {
    while (!at_->idle.empty()) {
        std::unique_ptr<client_connection> last = std::move(at_->idle.back().connection);
        at_->idle.pop_back();
        if (last->usable()) return last;
    }
    return nullptr;
}

void connection_pool::lease::keep(std::unique_ptr<client_connection> connection) {
    if (pool_->closed_) return;
    at_->idle.emplace_back(std::move(connection), std::chrono::steady_clock::now());
    pool_->close_later();
}

connection_pool::connection_pool(asio::any_io_executor loop, std::size_t max_per_origin,
                                 duration idle_timeout)
    : loop_(loop),
      max_per_origin_(max_per_origin),
      idle_timeout_(idle_timeout),
      timer_(std::move(loop)) {}

task<connection_pool::lease> connection_pool::acquire(origin at) {
    place& here = place_of(at);
    if (here.leased < max_per_origin_) {
        ++here.leased;
        co_return lease(*this, here);
    }
    waiter self(loop_, here);
    co_await self.bell.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!self.granted) throw boost::system::system_error(asio::error::operation_aborted);
    co_return lease(*this, here);
}

connection_pool::place& connection_pool::place_of(const origin& at) {
    const auto found = places_.find(at);
    if (found != places_.end()) return found->second;
    place& fresh = places_[at];
    fresh.at = at;
    return fresh;
}

// The lease passes to the first in the queue, or ends.
void connection_pool::release(place& at) {
    if (!at.waiters.empty()) return at.waiters.front()->grant();
    --at.leased;
    if (at.leased == 0 && at.idle.empty()) places_.erase(places_.find(at.at));
}

void connection_pool::close() {
    closed_ = true;
    timer_.cancel();
    for (auto& [at, here] : places_) here.idle.clear();
}

std::size_t connection_pool::idle() const {
    std::size_t count = 0;
    for (const auto& [at, here] : places_) count += here.idle.size();
    return count;
}

void connection_pool::close_later() {
    if (timer_set_) return;
    timer_set_ = true;
    timer_.expires_after(idle_timeout_);
    timer_.async_wait([this, alive = std::weak_ptr(alive_)](boost::system::error_code stopped) {
        if (alive.expired()) return;
        timer_set_ = false;
        if (!stopped) close_unused(std::chrono::steady_clock::now());
    });
}

void connection_pool::close_unused(steady_time now) {
    bool left = false;
    for (auto here = places_.begin(); here != places_.end();) {
        place& at = here->second;
        std::erase_if(at.idle, [&](const auto& one) { return now - one.since >= idle_timeout_; });
        left = left || !at.idle.empty();
        const bool unused = at.idle.empty() && at.leased == 0;
        here = unused ? places_.erase(here) : std::next(here);
    }
    if (left) close_later();
}

}  // namespace earshot::net
