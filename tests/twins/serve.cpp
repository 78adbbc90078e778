#include "twins/serve.hpp"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>
#include <deque>
#include <iostream>

#include "base/log.hpp"
#include "base/task_scope.hpp"
#include "net/http_client.hpp"
#include "net/http_server.hpp"

namespace earshot::twins {

namespace asio = boost::asio;

namespace {

constexpr duration tick{50};             // how late the twin's own requests may be
constexpr std::size_t max_at_once = 32;  // of them; the rest waits for the next tick
constexpr duration outgoing_timeout{10'000};

net::egress_rules anywhere_local(const std::string& url) {
    const std::size_t host_end = url.find('/', url.find("//") + 2);
    return {{url.substr(0, host_end)}};
}

class stage {
public:
    stage(twin& served, std::uint16_t port)
        : twin_(served),
          log_(base::log_format::plain, log_level::warning),
          tasks_(loop_.get_executor(), log_),
          client_(
              net::make_http_client(loop_.get_executor(), {.user_agent = "earshot-twin"}, log_)),
          server_(net::make_http_server(
              loop_.get_executor(), options(port),
              [this](net::server_request request) { return answer_to(std::move(request)); }, log_)),
          signals_(loop_, SIGINT, SIGTERM) {}

    int run(boost::json::object introduction) {
        if (const auto bound = server_->listen(); !bound) {
            std::cerr << to_string(bound.error()) << '\n';
            return 1;
        }
        introduction["port"] = server_->port();
        say(boost::json::serialize(introduction));
        signals_.async_wait([this](const boost::system::error_code&, int) { stop(); });
        tasks_.spawn("twin.serve", server_->serve());
        tasks_.spawn("twin.tick", keep_ticking());
        while (tasks_.running() > 0) loop_.run_one();
        return 0;
    }

private:
    void stop() {
        tasks_.cancel();
        client_->close();
    }

    static net::server_options options(std::uint16_t port) {
        net::server_options out;
        out.port = port;
        out.request_timeout = std::chrono::seconds{2};
        return out;
    }

    task<net::server_response> answer_to(net::server_request request) {
        answer out = twin_.handle(request);
        if (out.first) {
            const std::int64_t id = out.first->id;
            const auto outcome = co_await ask(std::move(out.first->request));
            out = twin_.resume(id, outcome);
        }
        tell();
        if (out.delay > duration{0}) co_await pause(out.delay);
        // Ends the session as a broken connection would: the caller gets no answer.
        if (out.drop) throw boost::system::system_error(asio::error::operation_aborted);
        co_return std::move(out.response);
    }

    task<std::optional<http_response>> ask(http_request request) {
        request.timeout = outgoing_timeout;
        const net::egress_rules rules = anywhere_local(request.url);
        auto outcome = co_await client_->send(std::move(request), rules);
        if (!outcome) co_return std::nullopt;
        co_return std::move(*outcome);
    }

    task<void> keep_ticking() {
        while (true) {
            for (outgoing& one : twin_.take_outgoing()) waiting_.push_back(std::move(one));
            for (; !waiting_.empty() && sending_ < max_at_once; waiting_.pop_front()) {
                ++sending_;
                tasks_.spawn("twin.send", send(std::move(waiting_.front())));
            }
            tell();
            co_await pause(tick);
        }
    }

    task<void> send(outgoing one) {
        const auto outcome = co_await ask(std::move(one.request));
        --sending_;
        twin_.delivered(one.id, outcome ? outcome->status : 0);
    }

    task<void> pause(duration length) {
        asio::steady_timer timer(loop_, length);
        co_await timer.async_wait(asio::use_awaitable);
    }

    void tell() {
        for (const std::string& line : twin_.take_events()) say(line);
    }

    static void say(const std::string& line) { std::cout << line << std::endl; }

    twin& twin_;
    asio::io_context loop_;
    base::process_log log_;
    base::task_scope tasks_;
    std::unique_ptr<net::http_client> client_;
    std::unique_ptr<net::http_server> server_;
    asio::signal_set signals_;
    std::deque<outgoing> waiting_;
    std::size_t sending_ = 0;
};

}  // namespace

int serve(twin& served, std::uint16_t port, boost::json::object introduction) {
    return stage(served, port).run(std::move(introduction));
}

}  // namespace earshot::twins
