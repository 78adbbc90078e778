#include "net/tls.hpp"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <fstream>

#include "catch.hpp"
#include "net/certificates_fixture.hpp"
#include "net/http_client.hpp"
#include "net/peers_fixture.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::tests;

namespace {

task<net::server_response> echo(net::server_request request) {
    net::server_response answer(200, request.body);
    co_return answer;
}

struct tls_fixture {
    temporary_directory directory;
    test_authority authority{directory.path(), "authority"};
    recording_log log;

    // What a client that trusts `ca_file` gets from a server with `files` at https://HOST:port.
    result<http_response> ask(const net::server_tls& files, const std::string& ca_file,
                              const std::string& host = "127.0.0.1") {
        std::optional<result<http_response>> answer;
        run_on_loop([&](asio::any_io_executor loop) -> task<void> {
            net::server_options options;
            options.tls = files;
            running_server server(loop, options, echo, log);
            net::client_options trust;
            trust.ca_file = ca_file;
            const auto client = net::make_http_client(loop, trust, log);
            const std::string origin = "https://" + host + ":" + std::to_string(server.port());
            net::egress_rules rules{{origin}};
            auto request = http_request("POST", origin + "/").content("text/plain", "hello");
            answer = co_await client->send(request, rules);
            if (*answer)
                answer = co_await client->send(request, rules);  // and once more, kept alive
            client->close();
            co_await server.stop();
        });
        return *answer;
    }
};

std::string refusal(const result<http_response>& answer) {
    if (answer) return "let in";
    CHECK(answer.error().kind == error_kind::transient);
    CHECK(answer.error().code == "http.tls");
    return answer.error().detail;
}

}  // namespace

TEST_CASE_METHOD(tls_fixture, "tls: a server with a certificate that fits is talked to") {
    const auto answer = ask(authority.issue("server"), authority.file());
    REQUIRE(answer.has_value());
    CHECK(answer->body == "hello");
    const certificate_wish by_name{.names = "DNS:localhost"};
    CHECK(ask(authority.issue("named", by_name), authority.file(), "localhost").has_value());
}

TEST_CASE_METHOD(tls_fixture, "tls: a certificate for another host is refused") {
    const certificate_wish other{.names = "DNS:care.example,IP:127.0.0.2"};
    const auto files = authority.issue("other", other);
    CHECK_THAT(refusal(ask(files, authority.file())), contains("IP address mismatch"));
    CHECK_THAT(refusal(ask(files, authority.file(), "localhost")), contains("ostname mismatch"));
}

TEST_CASE_METHOD(tls_fixture, "tls: a certificate out of date is refused") {
    const certificate_wish past{.from = std::chrono::hours{-48}, .to = std::chrono::hours{-24}};
    CHECK_THAT(refusal(ask(authority.issue("past", past), authority.file())), contains("expired"));
    const certificate_wish future{.from = std::chrono::hours{24}, .to = std::chrono::hours{48}};
    CHECK_THAT(refusal(ask(authority.issue("future", future), authority.file())),
               contains("not yet valid"));
}

TEST_CASE_METHOD(tls_fixture, "tls: an authority that nobody named is refused") {
    const test_authority stranger(directory.path(), "stranger");
    const auto files = stranger.issue("server");
    CHECK_THAT(refusal(ask(files, authority.file())), contains("its certificate is refused"));
    CHECK_THAT(refusal(ask(files, "")), contains("its certificate is refused"));
}

TEST_CASE_METHOD(tls_fixture, "tls: a server that speaks no TLS, or nothing older than 1.2") {
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        running_server plain(loop, {}, echo, log);
        const auto client = net::make_http_client(loop, {}, log);
        const std::string origin = plain.origin("https");
        const net::egress_rules rules{{origin}};
        const http_request request("GET", origin + "/");
        CHECK(refusal(co_await client->send(request, rules)) != "let in");
        client->close();
        co_await plain.stop();

        net::server_options options;
        options.tls = authority.issue("server");
        running_server secure(loop, options, echo, log);
        asio::ssl::context old(asio::ssl::context::tls_client);
        SSL_CTX_set_security_level(old.native_handle(), 0);
        SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
        asio::ssl::stream<tcp::socket> stream(loop, old);
        const tcp::endpoint where(asio::ip::address_v4::loopback(), secure.port());
        co_await stream.next_layer().async_connect(where, asio::use_awaitable);
        const auto [refused] = co_await stream.async_handshake(asio::ssl::stream_base::client,
                                                               asio::as_tuple(asio::use_awaitable));
        CHECK(refused);
        co_await secure.stop();
    });
    CHECK(log.has("http_server.handshake_failed", "peer=127.0.0.1"));
}

TEST_CASE_METHOD(tls_fixture, "tls: a client that never finishes the handshake is cut off") {
    run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        net::server_options options;
        options.tls = authority.issue("server");
        options.request_timeout = duration{20};
        running_server server(loop, options, echo, log);
        auto silent = co_await raw_connection::to(server.port());
        CHECK(co_await silent.receive_all() == "");
        co_await server.stop();
    });
}

TEST_CASE_METHOD(tls_fixture, "tls: files that cannot be used are named, with the reason") {
    const auto listen = [&](net::server_tls files) {
        asio::io_context loop;
        net::server_options options;
        options.tls = std::move(files);
        const auto ready = net::make_http_server(loop.get_executor(), options, echo, log)->listen();
        REQUIRE_FALSE(ready.has_value());
        CHECK(ready.error().kind == error_kind::permanent);
        CHECK(ready.error().code == "tls.certificate");
        return ready.error().detail;
    };
    const auto good = authority.issue("good");
    const auto other = authority.issue("other");
    const std::string garbage = directory.path() / "garbage.pem";
    std::ofstream(garbage) << "not a certificate\n";

    CHECK_THAT(listen({"/nowhere/chain.pem", good.key_file}),
               contains("certificate '/nowhere/chain.pem': No such file"));
    CHECK_THAT(listen({garbage, good.key_file}), contains("garbage.pem': "));
    CHECK_THAT(listen({good.certificate_file, "/nowhere/key.pem"}), contains("/nowhere/key.pem"));
    CHECK_THAT(listen({good.certificate_file, other.key_file}), contains("other.key': "));
    CHECK_THROWS_WITH(net::make_http_client(asio::io_context().get_executor(),
                                            {.ca_file = "/nowhere/ca.pem"}, log),
                      contains("/nowhere/ca.pem"));
}
