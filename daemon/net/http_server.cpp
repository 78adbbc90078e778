#include "net/http_server.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <list>

#include "base/clock.hpp"
#include "base/task_scope.hpp"
#include "base/timeout.hpp"
#include "earshot/http_date.hpp"
#include "net/server_session.hpp"

namespace earshot::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr duration accept_pause{100};  // after running out of file descriptors

auto cannot_listen(const server_options& options, const std::string& why) {
    return fail(error_kind::permanent, "http_server.listen",
                "cannot listen on " + options.address + " port " + std::to_string(options.port) +
                    ": " + why);
}

std::string date_now() { return format_http_date(base::system_clock().now()); }

class server final : public http_server {
public:
    server(asio::any_io_executor loop, server_options options, request_handler handler, log& events)
        : loop_(loop),
          options_(std::move(options)),
          handler_(std::move(handler)),
          events_(events),
          environment_{.options = options_,
                       .handler = handler_,
                       .events = events_,
                       .rate = peer_rate(options_.max_requests_per_second),
                       .date = date_now()},
          acceptor_(loop),
          sweeper_(loop, events),
          clients_(loop, events) {}

    result<void> listen() override {
        if (options_.tls) {
            result<tls_context> made = make_server_tls(*options_.tls);
            if (!made) return std::unexpected(made.error());
            tls_ = *std::move(made);
        }
        boost::system::error_code problem;
        const auto address = asio::ip::make_address(options_.address, problem);
        if (problem) return cannot_listen(options_, "this is not an IP address");
        bind_to(tcp::endpoint(address, options_.port), problem);
        if (problem) return cannot_listen(options_, problem.message());
        return {};
    }

    std::uint16_t port() const override { return acceptor_.local_endpoint().port(); }

    task<void> serve() override {
        co_await asio::this_coro::throw_if_cancelled(false);
        sweeper_.spawn("http server sweep", sweep());
        co_await accept_until_cancelled();
        acceptor_.close();
        // On a thread of its own, where the cancellation that brought us here is not felt.
        co_await asio::co_spawn(
            loop_, drain(),
            asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
        co_await asio::this_coro::throw_if_cancelled(true);
    }

private:
    using steady = std::chrono::steady_clock;

    void bind_to(const tcp::endpoint& where, boost::system::error_code& problem) {
        acceptor_.open(where.protocol(), problem);
        if (!problem) acceptor_.set_option(asio::socket_base::reuse_address(true), problem);
        if (!problem) acceptor_.bind(where, problem);
        if (!problem) acceptor_.listen(asio::socket_base::max_listen_connections, problem);
    }

    task<void> accept_until_cancelled() {
        while (!co_await cancelled()) {
            auto [problem, socket] = co_await acceptor_.async_accept(outcome);
            if (!problem)
                admit(std::move(socket));
            else if (problem != asio::error::operation_aborted)
                co_await pause_after(problem);
        }
    }

    static task<bool> cancelled() {
        const auto state = co_await asio::this_coro::cancellation_state;
        co_return state.cancelled() != asio::cancellation_type::none;
    }

    task<void> pause_after(boost::system::error_code problem) {
        events_.write(log_level::warning, "http_server.accept_failed",
                      {{"why", problem.message()}});
        asio::steady_timer pause(loop_, accept_pause);
        co_await pause.async_wait(outcome);
    }

    void admit(tcp::socket socket) {
        if (sessions_.size() >= options_.max_connections && !make_room()) return;
        auto session = make_server_session(std::move(socket), tls_, environment_);
        clients_.spawn("http session", run(std::move(session)));
    }

    // A client between two requests makes way for one that has something to say.
    bool make_room() {
        notice_full();
        server_session* longest = nullptr;
        for (server_session* one : sessions_)
            if (one->idle() && (!longest || one->deadline() < longest->deadline())) longest = one;
        if (longest) longest->cut();
        return longest != nullptr;
    }

    void notice_full() {
        if (!full_notice_.due(steady::now())) return;
        events_.write(log_level::warning, "http_server.full",
                      {{"connections", std::to_string(options_.max_connections)}});
    }

    task<void> run(std::unique_ptr<server_session> session) {
        const auto place = sessions_.insert(sessions_.end(), session.get());
        struct removal {
            std::list<server_session*>& from;
            std::list<server_session*>::iterator place;
            ~removal() { from.erase(place); }
        } const at_end{sessions_, place};
        co_await session->run();
    }

    // One timer for all connections, a quarter of the shortest limit apart.
    task<void> sweep() {
        const duration shortest = std::min(options_.request_timeout, options_.idle_timeout);
        const duration period = std::clamp(shortest / 4, duration{5}, duration{1'000});
        asio::steady_timer timer(loop_);
        while (true) {
            timer.expires_after(period);
            co_await timer.async_wait(asio::use_awaitable);
            environment_.date = date_now();
            cut_expired(steady::now());
        }
    }

    void cut_expired(steady::time_point now) {
        for (server_session* one : sessions_)
            if (one->deadline() <= now) one->cut();
    }

    task<void> drain() {
        environment_.stopping = true;
        for (server_session* one : sessions_)
            if (one->idle()) one->cut();
        const bool finished = co_await base::ends_within(options_.request_timeout, clients_.join());
        if (!finished) clients_.cancel();
        co_await clients_.join();
        sweeper_.cancel();
        co_await sweeper_.join();
    }

    asio::any_io_executor loop_;
    server_options options_;
    request_handler handler_;
    log& events_;
    session_environment environment_;
    tcp::acceptor acceptor_;
    tls_context tls_;
    std::list<server_session*> sessions_;
    notice full_notice_;
    base::task_scope sweeper_;
    base::task_scope clients_;
};

}  // namespace

std::unique_ptr<http_server> make_http_server(asio::any_io_executor loop, server_options options,
                                              request_handler handler, log& events) {
    return std::make_unique<server>(std::move(loop), std::move(options), std::move(handler),
                                    events);
}

}  // namespace earshot::net
