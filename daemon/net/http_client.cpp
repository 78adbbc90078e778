#include "net/http_client.hpp"

#include <boost/asio/this_coro.hpp>
#include <optional>
#include <stdexcept>

#include "base/timeout.hpp"
#include "earshot/short_text.hpp"
#include "earshot/time.hpp"
#include "net/connection_pool.hpp"
#include "net/request_head.hpp"

namespace earshot::net {

namespace asio = boost::asio;

namespace {

constexpr int max_redirects = 3;

auto stopped() {
    return fail(error_kind::cancelled, "http.cancelled", "the request was stopped before its end");
}

// Where there is no answer, who did not give it belongs into the error; the path and query do not:
// some platforms keep a token there.
error named(error what, const std::string& method, const origin& at) {
    what.detail = method + " " + to_string(at) + ": " + what.detail;
    return what;
}

bool idempotent(const std::string& method) {
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" ||
           method == "OPTIONS";
}

bool may_repeat(const exchange_outcome& failed, const std::string& method) {
    return failed.unanswered && (failed.unsent || idempotent(method));
}

std::optional<std::string_view> redirection(const http_request& request,
                                            const http_response& answer) {
    const int status = answer.status;
    const bool redirects = (status >= 301 && status <= 303) || status == 307 || status == 308;
    if (!redirects || request.method != "GET") return std::nullopt;
    return answer.header("location");
}

// Any header may carry a token of the host it was meant for.
void drop_headers_for_another_host(http_request& request) {
    std::erase_if(request.headers, [](const auto& header) {
        return !lower_ascii(header.first).starts_with("accept");
    });
}

class pooled_client final : public http_client {
public:
    pooled_client(asio::any_io_executor loop, client_options options, tls_context tls, log& events)
        : loop_(loop),
          options_(std::move(options)),
          tls_(std::move(tls)),
          events_(events),
          pool_(loop, options_.max_connections_per_host, options_.idle_timeout) {}

    task<result<http_response>> send(http_request request, egress_rules rules) override {
        const result<url> to = permitted(request.url, rules);
        if (!to) co_return std::unexpected(to.error());
        const duration limit = request.timeout;
        const std::string method = request.method;
        try {
            auto work = follow(std::move(request), *to, std::move(rules));
            auto answer = co_await base::within(limit, std::move(work));
            if (answer) co_return *std::move(answer);
        } catch (const boost::system::system_error& ended) {
            if (ended.code() != asio::error::operation_aborted) throw;
            co_return stopped();
        }
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) co_return stopped();
        const error late(error_kind::transient, "http.timeout",
                         "no answer within " + format_duration(limit));
        co_return std::unexpected(named(late, method, to->at));
    }

    void close() override {
        closed_ = true;
        pool_.close();
    }

private:
    static result<url> permitted(const std::string& address, const egress_rules& rules) {
        if (auto allowed = rules.check(address); !allowed) return std::unexpected(allowed.error());
        return parse_url(address);
    }

    task<result<http_response>> follow(http_request request, url to, egress_rules rules) {
        for (int redirects = 0;; ++redirects) {
            auto answer = co_await ask(request, to);
            if (!answer) co_return std::unexpected(named(answer.error(), request.method, to.at));
            const auto next = redirection(request, *answer);
            if (!next) co_return answer;
            if (redirects == max_redirects) co_return endless(to.at);
            auto moved = redirected(to, *next, rules);
            if (!moved) co_return std::unexpected(named(moved.error(), request.method, to.at));
            if (moved->at != to.at) drop_headers_for_another_host(request);
            to = *std::move(moved);
        }
    }

    static result<url> redirected(const url& from, std::string_view location,
                                  const egress_rules& rules) {
        const result<url> moved = resolve_url(from, location);
        if (!moved) return moved;
        return permitted(to_string(moved->at) + moved->target, rules);
    }

    static result<http_response> endless(const origin& at) {
        return fail(error_kind::permanent, "http.redirects",
                    "GET " + to_string(at) + ": redirected more than " +
                        std::to_string(max_redirects) + " times");
    }

    task<result<http_response>> ask(const http_request& request, const url& to) {
        auto head = request_head(request, to, options_.user_agent);
        if (!head) co_return std::unexpected(head.error());
        outgoing_request outgoing{.head = *std::move(head), .body = request.body};
        outgoing.head_only = request.method == "HEAD";
        auto lease = co_await pool_.acquire(to.at);
        if (closed_) co_return stopped();
        if (auto kept = lease.take_idle()) {
            auto tried = co_await exchange(lease, std::move(kept), outgoing);
            if (tried.answer || !may_repeat(tried, request.method))
                co_return std::move(tried.answer);
            events_.write(log_level::debug, "http_client.repeated", {{"to", to_string(to.at)}});
        }
        auto fresh = co_await open_connection(loop_, to.at, tls_, options_);
        if (!fresh) co_return std::unexpected(fresh.error());
        auto tried = co_await exchange(lease, *std::move(fresh), outgoing);
        co_return std::move(tried.answer);
    }

    static task<exchange_outcome> exchange(connection_pool::lease& lease,
                                           std::unique_ptr<client_connection> over,
                                           const outgoing_request& request) {
        exchange_outcome outcome = co_await over->exchange(request);
        if (outcome.reusable) lease.keep(std::move(over));
        co_return outcome;
    }

    asio::any_io_executor loop_;
    client_options options_;
    tls_context tls_;
    log& events_;
    connection_pool pool_;
    bool closed_ = false;
};

}  // namespace

std::unique_ptr<http_client> make_http_client(asio::any_io_executor loop, client_options options,
                                              log& events) {
    result<tls_context> tls = make_client_tls(options.ca_file);
    if (!tls) throw std::runtime_error(to_string(tls.error()));
    return std::make_unique<pooled_client>(std::move(loop), std::move(options), *std::move(tls),
                                           events);
}

}  // namespace earshot::net
