#include "net/http_client.hpp"

#include "base/timeout.hpp"
#include "base/wakeup.hpp"
#include "catch.hpp"
#include "net/peers_fixture.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
using namespace earshot::tests;

namespace {

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

// A client and a server played by the test, on one loop.
struct bench {
    bench(const asio::any_io_executor& loop, net::client_options options)
        : server(loop),
          client(net::make_http_client(loop, std::move(options), log)),
          scope(loop, log),
          answered(loop) {
        rules.origins = {server.origin()};
    }

    void start(http_request request) { scope.spawn("request", run(std::move(request))); }

    task<void> run(http_request request) {
        answers.push_back(co_await client->send(std::move(request), rules));
        answered.ring();
    }

    task<result<http_response>> next_answer() {
        while (answers.empty()) co_await answered.wait(std::chrono::hours{1});
        result<http_response> first = std::move(answers.front());
        answers.pop_front();
        co_return first;
    }

    http_request get(const std::string& target = "/") const {
        return {"GET", server.origin() + target};
    }
    http_request post(const std::string& body) const {
        return http_request("POST", server.origin() + "/in").content("text/plain", body);
    }

    recording_log log;
    raw_server server;
    std::unique_ptr<net::http_client> client;
    net::egress_rules rules;
    base::task_scope scope;
    base::wakeup answered;
    std::deque<result<http_response>> answers;
};

template <class Body>
void with_bench(net::client_options options, Body body) {
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        bench on(loop, options);
        co_await body(on);
        on.scope.cancel();
        co_await on.scope.join();
        on.client->close();
        CHECK_FALSE(on.log.has("task.failed"));
    });
}

}  // namespace

TEST_CASE("http client: sends what was asked and returns what came") {
    with_bench({}, [](bench& on) -> task<void> {
        on.start(on.post("hello").header("X-Key", "k1"));
        auto peer = co_await on.server.accept();
        const std::string request = co_await peer.receive_until("hello");
        CHECK_THAT(request, contains("POST /in HTTP/1.1\r\nHost: 127.0.0.1:"));
        CHECK_THAT(request, contains("X-Key: k1\r\n"));
        CHECK_THAT(request, contains("User-Agent: earshot\r\n"));
        CHECK_THAT(request, contains("Content-Length: 5\r\n"));
        co_await peer.send(
            "HTTP/1.1 201 Created\r\nX-Rate-Limit-Remaining: 7\r\n"
            "Content-Length: 4\r\n\r\ndone");
        const auto answer = co_await on.next_answer();
        REQUIRE(answer.has_value());
        CHECK(answer->status == 201);
        CHECK(answer->body == "done");
        CHECK(answer->header("x-rate-limit-remaining") == "7");
    });
}

TEST_CASE("http client: a connection is used again, and not beyond `Connection: close`") {
    with_bench({}, [](bench& on) -> task<void> {
        on.start(on.get("/one"));
        auto first = co_await on.server.accept();
        co_await first.receive_until("\r\n\r\n");
        co_await first.send(ok);
        CHECK((co_await on.next_answer())->body == "ok");
        on.start(on.get("/two"));
        CHECK_THAT(co_await first.receive_until("\r\n\r\n"), contains("GET /two"));
        co_await first.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        CHECK((co_await on.next_answer())->body == "ok");
        CHECK(co_await first.receive_all() == "");
        on.start(on.get("/three"));
        auto second = co_await on.server.accept();
        CHECK_THAT(co_await second.receive_until("\r\n\r\n"), contains("GET /three"));
    });
}

TEST_CASE("http client: a connection that the server closed while idle costs nobody an error") {
    with_bench({}, [](bench& on) -> task<void> {
        on.start(on.get());
        auto first = co_await on.server.accept();
        co_await first.receive_until("\r\n\r\n");
        co_await first.send(ok);
        co_await on.next_answer();
        first.close();
        on.start(on.post("not idempotent"));
        auto second = co_await on.server.accept();
        co_await second.receive_until("idempotent");
        co_await second.send(ok);
        CHECK((co_await on.next_answer())->body == "ok");
    });
}

TEST_CASE("http client: what dies on a used connection is sent again only where that is safe") {
    with_bench({}, [](bench& on) -> task<void> {
        for (const bool safe : {true, false}) {
            on.start(on.get());
            auto first = co_await on.server.accept();
            co_await first.receive_until("\r\n\r\n");
            co_await first.send(ok);
            co_await on.next_answer();
            on.start(safe ? on.get() : on.post("x"));
            co_await first.receive_until("\r\n\r\n");
            first.close();  // after the request, before an answer
            if (safe) {
                auto second = co_await on.server.accept();
                co_await second.receive_until("\r\n\r\n");
                co_await second.send(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                    "Content-Length: 2\r\n\r\nok");
            }
            const auto answer = co_await on.next_answer();
            CHECK(answer.has_value() == safe);
            if (!safe) CHECK(answer.error().code == "http.broken");
        }
        CHECK(on.log.has("http_client.repeated"));
    });
}

TEST_CASE("http client: bodies with a length, in chunks, up to the end, and none at all") {
    with_bench({}, [](bench& on) -> task<void> {
        const std::map<std::string, std::string> bodies{
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "abc"},
            {"HTTP/1.0 200 OK\r\n\r\nuntil the end", "until the end"},
            {"HTTP/1.1 204 No Content\r\n\r\n", ""},
            {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "x"}};
        for (const auto& [bytes, body] : bodies) {
            on.start(on.get().header("connection-is", "new"));
            auto peer = co_await on.server.accept();
            co_await peer.receive_until("\r\n\r\n");
            co_await peer.send(bytes);
            peer.stop_sending();
            const auto answer = co_await on.next_answer();
            REQUIRE(answer.has_value());
            CHECK(answer->body == body);
        }
    });
}

TEST_CASE("http client: an answer over the limits, cut short or garbled is an error") {
    net::client_options options;
    options.max_body = 100;
    options.max_header = 200;
    with_bench(options, [](bench& on) -> task<void> {
        const std::map<std::string, std::string> bad{
            {"HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "http.too_large"},
            {"HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x'), "http.too_large"},
            {"HTTP/1.1 200 OK\r\nX: " + std::string(300, 'x') + "\r\n\r\n", "http.too_large"},
            {"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nonly this", "http.protocol"},
            {"SSH-2.0-OpenSSH_9.2\r\n", "http.protocol"},
            {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "http.protocol"},
            {"HTTP/1.1 100 Continue\r\n\r\n", "http.protocol"},
            {"HTTP/1.1 101 Switching Protocols\r\n\r\n", "http.protocol"},
            {"", "http.broken"}};
        for (const auto& [bytes, code] : bad) {
            on.start(on.post("x"));
            auto peer = co_await on.server.accept();
            co_await peer.receive_until("\r\n\r\nx");
            co_await peer.send(bytes);
            peer.stop_sending();
            const auto answer = co_await on.next_answer();
            REQUIRE_FALSE(answer.has_value());
            CHECK(answer.error().code == code);
            CHECK_THAT(answer.error().detail, contains("POST " + on.server.origin() + ": "));
        }
    });
}

TEST_CASE("http client: a server that does not answer runs into the request's limit") {
    with_bench({}, [](bench& on) -> task<void> {
        http_request request = on.get("/secret-token");
        request.timeout = duration{100};
        on.start(std::move(request));
        auto peer = co_await on.server.accept();
        const auto answer = co_await on.next_answer();
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().kind == error_kind::transient);
        CHECK(answer.error().code == "http.timeout");
        CHECK_THAT(answer.error().detail, contains("no answer within 100ms"));
        CHECK_THAT(answer.error().detail, !contains("secret"));
        co_await peer.receive_all();  // the connection is closed, not kept
    });
}

TEST_CASE("http client: a port where nobody listens is named") {
    with_bench({}, [](bench& on) -> task<void> {
        on.server.close();
        on.rules.origins = {"http://127.0.0.1:1"};
        on.start(http_request("GET", "http://127.0.0.1:1/"));
        const auto answer = co_await on.next_answer();
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == "http.connect");
        CHECK_THAT(answer.error().detail, contains("GET http://127.0.0.1:1: cannot connect"));
    });
}

TEST_CASE("http client: requests over the bound wait their turn, first come first served") {
    net::client_options options;
    options.max_connections_per_host = 1;
    with_bench(options, [](bench& on) -> task<void> {
        on.start(on.get("/1"));
        auto peer = co_await on.server.accept();
        on.start(on.get("/2"));
        on.start(on.get("/3"));
        for (const std::string target : {"GET /1", "GET /2", "GET /3"}) {
            CHECK_THAT(co_await peer.receive_until("\r\n\r\n"), contains(target));
            co_await peer.send(ok);
            CHECK((co_await on.next_answer()).has_value());
        }
    });
}

TEST_CASE("http client: a request cancelled while it waits or is sent frees its place") {
    net::client_options options;
    options.max_connections_per_host = 1;
    with_bench(options, [](bench& on) -> task<void> {
        on.start(on.get("/in-progress"));
        auto peer = co_await on.server.accept();
        co_await peer.receive_until("\r\n\r\n");
        on.start(on.get("/waiting"));
        base::wakeup turn(co_await asio::this_coro::executor);
        co_await turn.wait(duration{0});  // the other one joins the queue
        on.scope.cancel();
        co_await on.scope.join();
        on.answers.clear();
        on.start(on.get("/next"));
        auto fresh = co_await on.server.accept();
        CHECK_THAT(co_await fresh.receive_until("\r\n\r\n"), contains("GET /next"));
        co_await fresh.send(ok);
        CHECK((co_await on.next_answer()).has_value());
    });
}

TEST_CASE("http client: an idle connection is closed in time, and all of them at the end") {
    net::client_options options;
    options.idle_timeout = duration{10};
    with_bench(options, [](bench& on) -> task<void> {
        on.start(on.get());
        auto peer = co_await on.server.accept();
        co_await peer.receive_until("\r\n\r\n");
        co_await peer.send(ok);
        CHECK((co_await on.next_answer()).has_value());
        CHECK(co_await peer.receive_all() == "");
        on.client->close();
        on.start(on.get());
        CHECK((co_await on.next_answer()).error().kind == error_kind::cancelled);
    });
}

TEST_CASE("http client: GET follows redirects, without headers meant for another host") {
    with_bench({}, [](bench& on) -> task<void> {
        raw_server other(co_await asio::this_coro::executor);
        on.rules.origins.push_back(other.origin());
        on.start(on.get("/a/b?c=1").header("authorization", "Bearer t"));
        auto peer = co_await on.server.accept();
        co_await peer.receive_until("\r\n\r\n");
        co_await peer.send("HTTP/1.1 302 Found\r\nLocation: ../x\r\nContent-Length: 0\r\n\r\n");
        const std::string second = co_await peer.receive_until("\r\n\r\n");
        CHECK_THAT(second, contains("GET /x HTTP/1.1"));
        CHECK_THAT(second, contains("Bearer t"));
        co_await peer.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.origin() +
                           "/y#part\r\nContent-Length: 0\r\n\r\n");
        auto away = co_await other.accept();
        const std::string third = co_await away.receive_until("\r\n\r\n");
        CHECK_THAT(third, contains("GET /y HTTP/1.1"));
        CHECK_THAT(third, !contains("Bearer"));
        co_await away.send(ok);
        CHECK((co_await on.next_answer())->body == "ok");
    });
}

TEST_CASE("http client: redirects end after three, at the egress rules, and at POST") {
    with_bench({}, [](bench& on) -> task<void> {
        const auto moved = [](std::string to) {
            return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
        };
        on.start(on.get("/loop"));
        auto peer = co_await on.server.accept();
        for (int i = 0; i < 4; ++i) {
            co_await peer.receive_until("\r\n\r\n");
            co_await peer.send(moved("/loop"));
        }
        CHECK((co_await on.next_answer()).error().code == "http.redirects");
        on.start(on.get("/away"));
        co_await peer.receive_until("\r\n\r\n");
        co_await peer.send(moved("http://169.254.169.254/latest/meta-data"));
        CHECK((co_await on.next_answer()).error().code == "http.not_allowed");
        on.start(on.post("x"));
        co_await peer.receive_until("\r\n\r\nx");
        co_await peer.send(moved("/elsewhere"));
        CHECK((co_await on.next_answer())->status == 302);
    });
}

TEST_CASE("http client: a header that would break the line is refused before anything is sent") {
    with_bench({}, [](bench& on) -> task<void> {
        const std::vector<http_request> bad{on.get().header("x", "a\r\nb: c"),
                                            on.get().header("", "a"), on.get().header("a b", "c"),
                                            on.get().header("Content-Length", "0"),
                                            http_request("GET /", on.server.origin())};
        for (const http_request& request : bad) {
            on.start(request);
            const auto answer = co_await on.next_answer();
            REQUIRE_FALSE(answer.has_value());
            CHECK(answer.error().kind == error_kind::invalid);
            CHECK(answer.error().code == "http.header");
        }
    });
}
