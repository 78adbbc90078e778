#include "net/client_connection.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <span>
#include <vector>

#include "base/timeout.hpp"
#include "net/read_buffer.hpp"
#include "net/resolver.hpp"
#include "net/response_reader.hpp"

namespace earshot::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using tls_stream = asio::ssl::stream<tcp::socket>;
using connection_result = result<std::unique_ptr<client_connection>>;

namespace {

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_size = 8 << 10;
constexpr std::size_t max_addresses = 4;
constexpr duration least_attempt{250};

auto unreachable(const std::string& why) {
    return fail(error_kind::transient, "http.connect", why);
}

// The server may have the request, and may have done what it says.
auto broken(const std::string& why) { return fail(error_kind::transient, "http.broken", why); }

tcp::socket& socket_of(tcp::socket& stream) { return stream; }
tcp::socket& socket_of(tls_stream& stream) { return stream.next_layer(); }

template <class Stream>
class connection final : public client_connection {
public:
    // `tls` keeps the context of a TLS stream alive.
    connection(Stream stream, tls_context tls, std::size_t max_header, std::size_t max_body)
        : tls_(std::move(tls)),
          stream_(std::move(stream)),
          max_header_(max_header),
          max_body_(max_body) {}

    bool usable() override {
        char byte = 0;
        const int handle = socket_of(stream_).native_handle();
        const auto count = ::recv(handle, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    task<exchange_outcome> exchange(const outgoing_request& request) override {
        const std::array<asio::const_buffer, 2> parts{asio::buffer(request.head),
                                                      asio::buffer(request.body)};
        const auto [problem, written] = co_await asio::async_write(stream_, parts, outcome);
        if (!problem) co_return co_await read_answer(request.head_only);
        const std::string why =
            "the connection broke while the request was sent: " + problem.message();
        exchange_outcome failed{.answer = written == 0 ? unreachable(why) : broken(why)};
        failed.unsent = written == 0;
        failed.unanswered = true;
        co_return failed;
    }

private:
    task<exchange_outcome> read_answer(bool head_only) {
        response_reader reader(max_header_, max_body_, head_only);
        bool answered = false;
        while (!reader.done() && !reader.failure()) {
            const std::span<char> room = buffer_.room(read_size);
            const auto [problem, count] =
                co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), outcome);
            answered = answered || count > 0;
            if (problem && !answered) co_return no_answer(problem);
            if (problem)
                finish(reader, problem);
            else
                feed(reader, count);
        }
        co_return ended(reader);
    }

    static exchange_outcome no_answer(const boost::system::error_code& why) {
        exchange_outcome failed{.answer = broken("the server closed the connection without an "
                                                 "answer: " +
                                                 why.message())};
        failed.unanswered = true;
        return failed;
    }

    // Only an orderly close may end a body: anybody on the way can break a connection.
    static void finish(response_reader& reader, const boost::system::error_code& why) {
        if (why == asio::error::eof)
            reader.end();
        else
            reader.cut_short(why.message());
    }

    void feed(response_reader& reader, std::size_t count) {
        buffer_.filled(count);
        std::size_t taken = 0;
        do {
            taken = reader.feed(buffer_.unread());
            buffer_.consume(taken);
        } while (taken > 0 && !buffer_.unread().empty() && !reader.done() && !reader.failure());
    }

    exchange_outcome ended(response_reader& reader) {
        if (reader.failure()) {
            exchange_outcome failed{.answer = std::unexpected(*reader.failure())};
            return failed;
        }
        exchange_outcome answered{.answer = reader.take()};
        answered.reusable = reader.keep_alive() && buffer_.unread().empty();
        return answered;
    }

    tls_context tls_;
    Stream stream_;
    std::size_t max_header_;
    std::size_t max_body_;
    read_buffer buffer_;
};

template <class Stream>
std::unique_ptr<client_connection> made(Stream stream, tls_context tls,
                                        const client_options& options) {
    return std::make_unique<connection<Stream>>(std::move(stream), std::move(tls),
                                                options.max_header, options.max_body);
}

task<void> connect_one(tcp::socket& socket, tcp::endpoint to, boost::system::error_code& problem) {
    const auto [why] = co_await socket.async_connect(to, outcome);
    problem = why;
}

// Each address gets its share of the time, so that a dead first one does not use it all.
task<result<tcp::socket>> connect_any(asio::any_io_executor loop,
                                      std::vector<tcp::endpoint> addresses, duration limit) {
    if (addresses.size() > max_addresses) addresses.resize(max_addresses);
    const auto count = static_cast<duration::rep>(addresses.size());
    const duration share = std::max(limit / std::max<duration::rep>(count, 1), least_attempt);
    boost::system::error_code problem = asio::error::host_not_found;
    for (const tcp::endpoint& one : addresses) {
        tcp::socket socket(loop);
        const bool in_time = co_await base::ends_within(share, connect_one(socket, one, problem));
        if (in_time && !problem) {
            socket.set_option(tcp::no_delay(true), problem);
            co_return std::move(socket);
        }
        if (!in_time) problem = asio::error::timed_out;
    }
    co_return unreachable("cannot connect: " + problem.message());
}

task<void> shake_hands(tls_stream& stream, boost::system::error_code& problem) {
    const auto [why] = co_await stream.async_handshake(asio::ssl::stream_base::client, outcome);
    problem = why;
}

task<connection_result> secure(tcp::socket socket, origin to, tls_context tls,
                               client_options options) {
    tls_stream stream(std::move(socket), *tls);
    expect_host(stream.native_handle(), to.host);
    boost::system::error_code problem;
    const bool in_time =
        co_await base::ends_within(options.connect_timeout, shake_hands(stream, problem));
    if (!in_time) problem = asio::error::timed_out;
    if (problem)
        co_return fail(error_kind::transient, "http.tls",
                       handshake_failure(stream.native_handle(), problem.message()));
    co_return made(std::move(stream), std::move(tls), options);
}

}  // namespace

task<connection_result> open_connection(asio::any_io_executor loop, origin to, tls_context tls,
                                        client_options options) {
    const auto addresses = co_await base::within(options.connect_timeout, resolve(loop, to));
    if (!addresses) co_return unreachable("cannot find the address of " + to.host + " in time");
    if (!*addresses) co_return std::unexpected(addresses->error());
    auto socket = co_await connect_any(loop, **addresses, options.connect_timeout);
    if (!socket) co_return std::unexpected(socket.error());
    if (!to.tls) co_return made(*std::move(socket), nullptr, options);
    co_return co_await secure(*std::move(socket), to, tls, options);
}

}  // namespace earshot::net
