// Kept-alive connections, by origin: so many at most, and whoever asked first is served first. The
// client owns it; it outlives every lease.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "net/client_connection.hpp"

namespace earshot::net {

class connection_pool {
    struct place;

public:
    // The right to one connection to an origin, for one exchange.
    class lease {
    public:
        lease(lease&& other) noexcept;
        lease& operator=(lease&&) = delete;
        ~lease();

        // An idle connection that still works, or null: open one.
        std::unique_ptr<client_connection> take_idle();

        // Gives it back for the next exchange; what is not given back is closed by its owner.
        void keep(std::unique_ptr<client_connection> connection);

    private:
        friend class connection_pool;
        lease(connection_pool& pool, place& at) : pool_(&pool), at_(&at) {}

        connection_pool* pool_;
        place* at_;
    };

    connection_pool(boost::asio::any_io_executor loop, std::size_t max_per_origin,
                    duration idle_timeout);

    // Waits while all connections to this origin are in use.
    task<lease> acquire(origin at);

    // Closes idle connections, and from now on every connection that is given back.
    void close();

    std::size_t idle() const;

private:
    using steady_time = std::chrono::steady_clock::time_point;

    struct idle_connection {
        std::unique_ptr<client_connection> connection;
        steady_time since;
    };
    struct waiter;
    struct place {
        origin at;
        std::size_t leased = 0;
        std::vector<idle_connection> idle;  // the one used last at the back
        std::list<waiter*> waiters;
    };

    place& place_of(const origin& at);
    void release(place& at);
    void close_later();
    void close_unused(steady_time now);

    boost::asio::any_io_executor loop_;
    std::size_t max_per_origin_;
    duration idle_timeout_;
    std::map<origin, place> places_;
    boost::asio::steady_timer timer_;
    bool timer_set_ = false;
    bool closed_ = false;
    std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace earshot::net
