#include "net/http_server.hpp"

#include "base/wakeup.hpp"
#include "catch.hpp"
#include "net/peers_fixture.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
using namespace earshot::tests;

namespace {

task<net::server_response> echo(net::server_request request) {
    net::server_response answer(
        200, request.method + " " + request.path + "?" + request.query + " " + request.body);
    co_return answer;
}

std::string post(std::string body, std::string headers = {}) {
    return "POST /hooks/x/main?a=1 HTTP/1.1\r\nHost: care\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// Starts a server, runs `body(server, log)` and stops the server.
template <class Body>
void with_server(net::server_options options, net::request_handler handler, Body body) {
    recording_log log;
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        running_server server(loop, options, handler, log);
        co_await body(server, log);
        co_await server.stop();
        CHECK_FALSE(server.serving());
    });
    CHECK_FALSE(log.has("task.failed"));
}

}  // namespace

TEST_CASE("http server: a request is answered with what the handler made of it") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post("hello"));
        const std::string answer = co_await client.receive_until("hello");
        CHECK_THAT(answer, contains("HTTP/1.1 200 OK\r\n"));
        CHECK_THAT(answer, contains("Content-Type: text/plain\r\n"));
        CHECK_THAT(answer, contains("Content-Length: 28\r\n"));
        CHECK_THAT(answer, contains("\r\n\r\nPOST /hooks/x/main?a=1 hello"));
    });
}

TEST_CASE("http server: the handler sees headers in lower case, the raw body and the peer") {
    net::server_request seen;
    auto keep = [&](net::server_request request) -> task<net::server_response> {
        seen = std::move(request);
        net::server_response answer(204, "");
        co_return answer;
    };
    with_server({}, keep, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post(std::string("\0\xff\r\n", 4), "X-Signature: sha256=AbC\r\n"));
        CHECK_THAT(co_await client.receive_until("\r\n\r\n"), contains("204 No Content"));
    });
    CHECK(seen.body == std::string("\0\xff\r\n", 4));
    CHECK(seen.peer == "127.0.0.1");
    const std::pair<std::string, std::string> signature("x-signature", "sha256=AbC");
    CHECK(std::ranges::find(seen.headers, signature) != seen.headers.end());
}

TEST_CASE("http server: one connection serves request after request") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        for (const std::string body : {"one", "two", "three"}) {
            co_await client.send(post(body));
            CHECK_THAT(co_await client.receive_until(body), contains("200 OK"));
        }
    });
}

TEST_CASE("http server: pipelined requests are answered in their order") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post("one") + post("two") +
                             "GET /last HTTP/1.1\r\nHost: care\r\n"
                             "Connection: close\r\n\r\n");
        const std::string answers = co_await client.receive_all();
        CHECK(answers.find("one") < answers.find("two"));
        CHECK(answers.find("two") < answers.find("GET /last?"));
        CHECK_THAT(answers, contains("Connection: close"));
    });
}

TEST_CASE("http server: a chunked body arrives whole, its trailers do not pose as headers") {
    net::server_request seen;
    auto keep = [&](net::server_request request) -> task<net::server_response> {
        seen = std::move(request);
        net::server_response answer(200, "ok");
        co_return answer;
    };
    with_server({}, keep, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(
            "POST / HTTP/1.1\r\nHost: care\r\nTransfer-Encoding: chunked\r\n\r\n"
            "5\r\nhello\r\n6;why=not\r\n world\r\n0\r\nX-Signature: forged\r\n\r\n");
        CHECK_THAT(co_await client.receive_until("ok"), contains("200 OK"));
    });
    CHECK(seen.body == "hello world");
    for (const auto& [name, value] : seen.headers) CHECK(name != "x-signature");
}

TEST_CASE("http server: a body without a byte in it, in chunks, byte by byte") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        const std::string request =
            "POST /empty HTTP/1.1\r\nHost: care\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        base::wakeup bell(co_await asio::this_coro::executor);
        for (const char byte : request) {
            co_await client.send(std::string(1, byte));
            co_await bell.wait(duration{0});  // so that the server sees each on its own
        }
        CHECK_THAT(co_await client.receive_until("POST /empty? "), contains("200 OK"));
    });
}

TEST_CASE("http server: a client that asks first is told to go on") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(
            "POST / HTTP/1.1\r\nHost: care\r\nExpect: 100-continue\r\n"
            "Content-Length: 5\r\n\r\n");
        CHECK(co_await client.receive_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
        co_await client.send("hello");
        CHECK_THAT(co_await client.receive_until("hello"), contains("200 OK"));
    });
}

TEST_CASE("http server: what is too large or no HTTP is refused with the right status") {
    const auto refusal = [](std::string bytes) {
        net::server_options options;
        options.max_body = 1'000;
        options.max_header = 500;
        std::string answer;
        with_server(options, echo, [&](running_server& server, recording_log& log) -> task<void> {
            auto client = co_await raw_connection::to(server.port());
            co_await client.send(bytes);
            client.stop_sending();
            answer = co_await client.receive_all();
            CHECK(log.has("http_server.refused", "peer=127.0.0.1"));
        });
        return answer.substr(0, 12);
    };
    CHECK(refusal(post(std::string(1'001, 'x'))) == "HTTP/1.1 413");
    CHECK(refusal("POST / HTTP/1.1\r\nHost: c\r\nContent-Length: 99999999999\r\n\r\n") ==
          "HTTP/1.1 413");
    CHECK(refusal("POST / HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n") ==
          "HTTP/1.1 413");
    CHECK(refusal(post("", "X: " + std::string(500, 'x') + "\r\n")) == "HTTP/1.1 431");
    CHECK(refusal("GET /" + std::string(600, 'x')) == "HTTP/1.1 431");
    CHECK(refusal("hello\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refusal("GET / HTTP/1.1\r\n\r\n") == "HTTP/1.1 400");  // no Host
    CHECK(refusal("GET http://elsewhere/ HTTP/1.1\r\nHost: c\r\n\r\n") == "HTTP/1.1 400");
    CHECK(refusal("POST / HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: gzip\r\n\r\n") ==
          "HTTP/1.1 501");
    CHECK(refusal("POST / HTTP/1.1\r\nHost: c\r\nContent-Length: 3\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n") == "HTTP/1.1 400");
}

TEST_CASE("http server: the refusal of a large body arrives although the client is still sending") {
    net::server_options options;
    options.max_body = 1'000;
    with_server(options, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post(std::string(200'000, 'x')));
        CHECK_THAT(co_await client.receive_until("refused"), contains("413"));
    });
}

TEST_CASE("http server: a client that sends byte by byte is cut off at the request's limit") {
    net::server_options options;
    options.request_timeout = duration{40};
    options.idle_timeout = std::chrono::hours{1};
    int handled = 0;
    auto count = [&](net::server_request) -> task<net::server_response> {
        ++handled;
        net::server_response answer(200, "ok");
        co_return answer;
    };
    with_server(options, count, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send("POST /hooks/x/main HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n");
        bool cut = false;
        for (int sent = 0; sent < 1'000'000 && !cut; ++sent) {
            try {
                co_await client.send("x");
            } catch (const boost::system::system_error&) {
                cut = true;
            }
        }
        CHECK(cut);
    });
    CHECK(handled == 0);
}

TEST_CASE("http server: a connection on which nothing happens is closed") {
    net::server_options options;
    options.idle_timeout = duration{100};
    with_server(options, echo, [](running_server& server, recording_log&) -> task<void> {
        auto silent = co_await raw_connection::to(server.port());
        CHECK(co_await silent.receive_all() == "");
        auto finished = co_await raw_connection::to(server.port());
        co_await finished.send(post("hello"));
        CHECK_THAT(co_await finished.receive_all(), contains("200 OK"));
    });
}

TEST_CASE("http server: a peer over its rate is told when to come back, and may") {
    net::server_options options;
    options.max_requests_per_second = 2;
    with_server(options, echo, [](running_server& server, recording_log& log) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post("one") + post("two") + post("three"));
        CHECK_THAT(co_await client.receive_until("one"), contains("200 OK"));
        CHECK_THAT(co_await client.receive_until("two"), contains("200 OK"));
        const std::string refused = co_await client.receive_until("too many");
        CHECK_THAT(refused, contains("HTTP/1.1 429"));
        CHECK_THAT(refused, contains("retry-after: 1"));
        CHECK(log.has("http_server.throttled", "127.0.0.1"));
    });
}

TEST_CASE(
    "http server: a handler that throws, or breaks a header, is answered with 500 and logged") {
    auto broken = [](net::server_request request) -> task<net::server_response> {
        if (request.body == "throw") throw std::runtime_error("out of cheese");
        net::server_response answer(200, "ok");
        answer.headers.emplace_back("location", "/\r\nset-cookie: a=b");
        co_return answer;
    };
    with_server({}, broken, [](running_server& server, recording_log& log) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        for (const std::string body : {"throw", "split"}) {
            co_await client.send(post(body));
            const std::string answer = co_await client.receive_until("internal error\n");
            CHECK_THAT(answer, contains("HTTP/1.1 500"));
            CHECK_THAT(answer, !contains("set-cookie"));
        }
        CHECK(log.has("http_server.handler_failed", "out of cheese"));
        CHECK(log.has("http_server.handler_failed", "location"));
    });
}

TEST_CASE("http server: HEAD is answered without the body, with its length") {
    with_server({}, echo, [](running_server& server, recording_log&) -> task<void> {
        auto client = co_await raw_connection::to(server.port());
        co_await client.send("HEAD /health HTTP/1.1\r\nHost: c\r\nConnection: close\r\n\r\n");
        const std::string answer = co_await client.receive_all();
        CHECK_THAT(answer, contains("Content-Length: 14\r\n"));
        CHECK(answer.ends_with("\r\n\r\n"));
    });
}

TEST_CASE("http server: when full, the connection that is idle longest makes way") {
    net::server_options options;
    options.max_connections = 2;
    with_server(options, echo, [](running_server& server, recording_log& log) -> task<void> {
        auto first = co_await raw_connection::to(server.port());
        co_await first.send(post("first"));
        co_await first.receive_until("first");
        auto second = co_await raw_connection::to(server.port());
        co_await second.send(post("second"));
        co_await second.receive_until("second");
        auto third = co_await raw_connection::to(server.port());
        co_await third.send(post("third"));
        CHECK_THAT(co_await third.receive_until("third"), contains("200 OK"));
        CHECK(co_await first.receive_all() == "");
        co_await second.send(post("again"));
        CHECK_THAT(co_await second.receive_until("again"), contains("200 OK"));
        CHECK(log.has("http_server.full", "connections=2"));
    });
}

TEST_CASE("http server: stopping lets a request in progress finish and closes idle connections") {
    recording_log log;
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        base::wakeup entered(loop);
        base::wakeup leave(loop);
        auto slow = [&](net::server_request) -> task<net::server_response> {
            entered.ring();
            co_await leave.wait(std::chrono::hours{1});
            net::server_response answer(200, "finished");
            co_return answer;
        };
        running_server server(loop, {}, slow, log);
        auto idle = co_await raw_connection::to(server.port());
        auto busy = co_await raw_connection::to(server.port());
        co_await busy.send(post("hello"));
        co_await entered.wait(std::chrono::hours{1});
        server.begin_to_stop();
        CHECK(co_await idle.receive_all() == "");
        leave.ring();
        const std::string answer = co_await busy.receive_all();
        CHECK_THAT(answer, contains("finished"));
        CHECK_THAT(answer, contains("Connection: close"));
        co_await server.stop();
    });
    CHECK(log.events().empty());
}

TEST_CASE("http server: stopping waits no longer than the request's limit") {
    recording_log log;
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        base::wakeup entered(loop);
        auto endless = [&](net::server_request) -> task<net::server_response> {
            entered.ring();
            asio::steady_timer never(co_await asio::this_coro::executor, std::chrono::hours{1});
            co_await never.async_wait(asio::use_awaitable);
            net::server_response answer(200, "never");
            co_return answer;
        };
        net::server_options options;
        options.request_timeout = duration{20};
        running_server server(loop, options, endless, log);
        auto client = co_await raw_connection::to(server.port());
        co_await client.send(post("hello"));
        co_await entered.wait(std::chrono::hours{1});
        co_await server.stop();
        CHECK_FALSE(server.serving());
        CHECK(co_await client.receive_all() == "");
    });
    CHECK_FALSE(log.has("http_server.handler_failed"));
}

TEST_CASE("http server: an address that cannot be listened on is named") {
    recording_log log;
    boost::asio::io_context loop;
    net::server_options options;
    options.address = "care.example";
    auto named = net::make_http_server(loop.get_executor(), options, echo, log)->listen();
    REQUIRE_FALSE(named.has_value());
    CHECK(named.error().kind == error_kind::permanent);
    CHECK_THAT(named.error().detail, contains("cannot listen on care.example port 0"));

    options.address = "127.0.0.1";
    raw_server taken(loop.get_executor());
    options.port = taken.port();
    auto in_use = net::make_http_server(loop.get_executor(), options, echo, log)->listen();
    REQUIRE_FALSE(in_use.has_value());
    CHECK_THAT(in_use.error().detail, contains("in use"));
}
