#include "net/server_session.hpp"

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <span>

#include "net/read_buffer.hpp"
#include "net/request_reader.hpp"
#include "net/response_head.hpp"

namespace earshot::net {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {

constexpr auto outcome = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_size = 8 << 10;
constexpr std::size_t max_unread = 256 << 10;  // taken in after a refusal, so that it is heard

// A dual-stack socket shows IPv4 peers in disguise; who owns an IPv6 address owns its /64.
struct peer_name {
    std::string address;
    std::string rate_key;
};

peer_name name_of(const tcp::socket& socket) {
    boost::system::error_code gone;
    asio::ip::address address = socket.remote_endpoint(gone).address();
    if (gone) return {};
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    peer_name name{address.to_string(), address.to_string()};
    if (address.is_v6()) {
        const auto bytes = address.to_v6().to_bytes();
        name.rate_key.assign(bytes.begin(), bytes.begin() + 8);
    }
    return name;
}

using tls_stream = asio::ssl::stream<tcp::socket>;

tcp::socket& socket_of(tcp::socket& stream) { return stream; }
tcp::socket& socket_of(tls_stream& stream) { return stream.next_layer(); }

task<void> shake_hands(tcp::socket&) { co_return; }

task<void> shake_hands(tls_stream& stream) {
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
}

task<void> say_goodbye(tcp::socket&) { co_return; }

task<void> say_goodbye(tls_stream& stream) { co_await stream.async_shutdown(outcome); }

template <class Stream>
class session final : public server_session {
public:
    session(Stream stream, session_environment& environment)
        : stream_(std::move(stream)),
          environment_(environment),
          peer_(name_of(socket_of(stream_))),
          reader_(environment.options.max_header, environment.options.max_body) {
        boost::system::error_code ignored;
        socket_of(stream_).set_option(tcp::no_delay(true), ignored);
        allow(environment.options.request_timeout);
    }

    void cut() override {
        boost::system::error_code ignored;
        socket_of(stream_).close(ignored);
    }

    task<void> run() override {
        try {
            co_await shake_hands(stream_);
        } catch (const boost::system::system_error& problem) {
            environment_.events.write(log_level::debug, "http_server.handshake_failed",
                                      {{"peer", peer_.address}, {"why", problem.what()}});
            co_return;
        }
        while (co_await read_request())
            if (!co_await answer_request()) break;
    }

private:
    using steady = std::chrono::steady_clock;

    void allow(duration time) { deadline_ = steady::now() + time; }

    // False: no further request will come, or a refusal has been sent.
    task<bool> read_request() {
        reader_.reset();
        idle_ = true;
        allow(environment_.options.idle_timeout);
        while (true) {
            if (!buffer_.unread().empty()) {
                begin_request();
                buffer_.consume(reader_.feed(buffer_.unread()));
                if (reader_.done()) co_return true;
                if (reader_.refusal() != 0) {
                    co_await refuse(reader_.refusal());
                    co_return false;
                }
                if (reader_.wants_continue()) co_await send_continue();
            }
            if (idle_ && environment_.stopping) co_return false;
            if (!co_await receive()) co_return false;
        }
    }

    void begin_request() {
        if (!idle_) return;
        idle_ = false;
        allow(environment_.options.request_timeout);
    }

    task<bool> receive() {
        const std::span<char> room = buffer_.room(read_size);
        const auto [problem, count] =
            co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), outcome);
        if (problem) co_return false;
        buffer_.filled(count);
        co_return true;
    }

    task<void> send_continue() {
        if (continued_) co_return;
        continued_ = true;
        constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(stream_, asio::buffer(line.data(), line.size()), outcome);
    }

    // False: the connection ends here.
    task<bool> answer_request() {
        continued_ = false;
        const bool keep = reader_.keep_alive();
        server_request request = reader_.take();
        const bool head_only = request.method == "HEAD";
        deadline_ = steady_time::max();
        const server_response answer = co_await handle(std::move(request));
        co_return co_await send(answer, keep && !environment_.stopping, head_only);
    }

    task<server_response> handle(server_request request) {
        if (!environment_.rate.admit(peer_.rate_key, steady::now())) co_return too_many();
        request.peer = peer_.address;
        std::string why;
        try {
            server_response answer = co_await environment_.handler(std::move(request));
            check_response(answer);
            co_return answer;
        } catch (const boost::system::system_error& stopped) {
            if (stopped.code() == asio::error::operation_aborted) throw;
            why = stopped.what();
        } catch (const std::exception& bug) {
            why = bug.what();
        }
        environment_.events.write(log_level::error, "http_server.handler_failed", {{"why", why}});
        server_response sorry(500, "internal error\n");
        co_return sorry;
    }

    server_response too_many() {
        if (environment_.throttle_notice.due(steady::now()))
            environment_.events.write(log_level::warning, "http_server.throttled",
                                      {{"peer", peer_.address}});
        server_response answer(429, "too many requests\n");
        answer.headers.emplace_back("retry-after", "1");
        return answer;
    }

    task<bool> send(const server_response& answer, bool keep, bool head_only) {
        write_response_head(head_, answer, environment_.date, keep);
        std::array<asio::const_buffer, 2> parts{asio::buffer(head_), asio::buffer(answer.body)};
        if (head_only) parts[1] = {};
        allow(environment_.options.request_timeout);
        const auto [problem, count] = co_await asio::async_write(stream_, parts, outcome);
        if (!problem && !keep) co_await say_goodbye(stream_);
        co_return !problem && keep;
    }

    // What the client is still sending is taken in for a moment: closing at once would reset the
    // connection, and the refusal would be lost on the way.
    task<void> refuse(int status) {
        environment_.events.write(log_level::debug, "http_server.refused",
                                  {{"peer", peer_.address}, {"status", std::to_string(status)}});
        const server_response answer(status, "request refused\n");
        co_await send(answer, false, false);
        boost::system::error_code gone;
        socket_of(stream_).shutdown(tcp::socket::shutdown_send, gone);
        std::array<char, read_size> scrap{};
        for (std::size_t taken = 0; taken < max_unread && !gone;) {
            const auto [problem, count] =
                co_await socket_of(stream_).async_read_some(asio::buffer(scrap), outcome);
            gone = problem;
            taken += count;
        }
    }

    Stream stream_;
    session_environment& environment_;
    peer_name peer_;
    request_reader reader_;
    read_buffer buffer_;
    std::string head_;
    bool continued_ = false;
};

}  // namespace

std::unique_ptr<server_session> make_server_session(tcp::socket socket, const tls_context& tls,
                                                    session_environment& environment) {
    if (!tls) return std::make_unique<session<tcp::socket>>(std::move(socket), environment);
    tls_stream stream(std::move(socket), *tls);
    return std::make_unique<session<tls_stream>>(std::move(stream), environment);
}

}  // namespace earshot::net
