// The other end of a connection, by hand: for tests of the client and the server.
#pragma once

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "base/task_scope.hpp"
#include "net/http_server.hpp"

namespace earshot::tests {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

// Bytes in and out, unlike any client that behaves.
class raw_connection {
public:
    explicit raw_connection(tcp::socket socket) : socket_(std::move(socket)) {}

    static task<raw_connection> to(std::uint16_t port) {
        tcp::socket socket(co_await asio::this_coro::executor);
        const tcp::endpoint where(asio::ip::address_v4::loopback(), port);
        co_await socket.async_connect(where, asio::use_awaitable);
        co_return raw_connection(std::move(socket));
    }

    task<void> send(std::string bytes) {
        co_await asio::async_write(socket_, asio::buffer(bytes), asio::use_awaitable);
    }

    // Up to and with `mark`; what was received when the peer closed before it.
    task<std::string> receive_until(std::string mark) {
        while (received_.find(mark) == received_.npos)
            if (!co_await receive_some()) co_return std::exchange(received_, {});
        const std::size_t end = received_.find(mark) + mark.size();
        std::string part = received_.substr(0, end);
        received_.erase(0, end);
        co_return part;
    }

    task<std::string> receive_all() {
        while (co_await receive_some()) {
        }
        co_return std::exchange(received_, {});
    }

    void close() { socket_.close(); }
    void stop_sending() { socket_.shutdown(tcp::socket::shutdown_send); }

private:
    task<bool> receive_some() {
        std::array<char, 4096> bytes{};
        boost::system::error_code gone;
        const std::size_t count = co_await socket_.async_read_some(
            asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, gone));
        received_.append(bytes.data(), count);
        co_return !gone;
    }

    tcp::socket socket_;
    std::string received_;
};

// Accepts on a free loopback port; the test plays the server.
class raw_server {
public:
    explicit raw_server(const asio::any_io_executor& loop)
        : acceptor_(loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    std::string origin() const { return "http://127.0.0.1:" + std::to_string(port()); }
    void close() { acceptor_.close(); }

    task<raw_connection> accept() {
        co_return raw_connection(co_await acceptor_.async_accept(asio::use_awaitable));
    }

private:
    tcp::acceptor acceptor_;
};

// The real server, serving until stop().
class running_server {
public:
    running_server(const asio::any_io_executor& loop, net::server_options options,
                   net::request_handler handler, log& events)
        : scope_(loop, events),
          server_(net::make_http_server(loop, std::move(options), std::move(handler), events)) {
        if (const auto ready = server_->listen(); !ready)
            throw std::runtime_error(to_string(ready.error()));
        scope_.spawn("server under test", server_->serve());
    }

    std::uint16_t port() const { return server_->port(); }
    std::string origin(const std::string& scheme = "http") const {
        return scheme + "://127.0.0.1:" + std::to_string(port());
    }
    void begin_to_stop() { scope_.cancel(); }
    bool serving() const { return scope_.running() > 0; }

    task<void> stop() {
        scope_.cancel();
        co_await scope_.join();
    }

private:
    base::task_scope scope_;
    std::unique_ptr<net::http_server> server_;
};

}  // namespace earshot::tests
