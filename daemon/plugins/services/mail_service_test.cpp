#include "plugins/services/mail_service.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

namespace earshot::plugins {

namespace {

// A server on loopback that says its lines, each when the client has said one.
class scripted_server {
public:
    explicit scripted_server(std::vector<std::string> lines) : lines_(std::move(lines)) {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        auto* address = reinterpret_cast<sockaddr*>(&at);
        REQUIRE(::bind(socket_, address, size) == 0);
        REQUIRE(::listen(socket_, 4) == 0);
        REQUIRE(::getsockname(socket_, address, &size) == 0);
        port_ = ntohs(at.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    scripted_server(const scripted_server&) = delete;
    ~scripted_server() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }

    std::string url(const std::string& scheme) const {
        return scheme + "://127.0.0.1:" + std::to_string(port_);
    }
    std::string heard;  // after the client is gone

private:
    void serve() {
        const int peer = ::accept(socket_, nullptr, nullptr);
        if (peer < 0) return;
        for (const std::string& line : lines_) {
            ::send(peer, line.data(), line.size(), MSG_NOSIGNAL);
            if (!listen(peer)) break;
        }
        while (!lines_.empty() && ::send(peer, "221 bye\r\n", 9, MSG_NOSIGNAL) == 9 &&
               listen(peer)) {
        }
        while (listen(peer)) {
        }
        ::close(peer);
    }

    bool listen(int peer) {
        char bytes[4096];
        const ssize_t count = ::recv(peer, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        heard.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    std::vector<std::string> lines_;
    int socket_ = -1;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

mail_account plain(const scripted_server& server, const std::string& scheme) {
    mail_account at(server.url(scheme));
    at.plain_on_loopback = true;
    at.timeout = duration{3'000};
    return at;
}

outgoing_mail letter() {
    outgoing_mail made({"", "care@brand.example"}, {{"", "desk@brand.example"}});
    made.text = "hello\n";
    return made;
}

error problem_of(scripted_server& server, mail_account at) {
    boost::asio::io_context loop;
    mail_service service({server.url("smtp")}, "");
    const auto sent = tests::run_on(loop, service.submit(std::move(at), letter()));
    REQUIRE_FALSE(sent);
    return sent.error();
}

}  // namespace

TEST_CASE("mail: only servers that the configuration names") {
    mail_service service({"smtps://mail.example:465"}, "");
    const auto sent =
        tests::run(service.submit(mail_account("smtps://elsewhere.example"), letter()));
    REQUIRE_FALSE(sent);
    CHECK(sent.error().code == "mail.not_allowed");
    CHECK(mail_servers_in({"smtps://mail.example:465", "http://x.example", "care@brand.example",
                           "imap://u:p@mail.example", "imap://mail.example/INBOX"}) ==
          std::vector<std::string>{"smtps://mail.example:465"});
}

TEST_CASE("mail: a submission is complete when the server has taken it") {
    scripted_server server({"220 here\r\n", "250-mail\r\n250 SIZE\r\n", "250 ok\r\n", "250 ok\r\n",
                            "354 go\r\n", "250 2.0.0 queued\r\n"});
    boost::asio::io_context loop;
    mail_service service({server.url("smtp")}, "");
    CHECK(tests::run_on(loop, service.submit(plain(server, "smtp"), letter())));
}

TEST_CASE("mail: a refusal for now and a refusal for good are told apart by the server's number") {
    SECTION("full") {
        scripted_server server(
            {"220 here\r\n", "250 mail\r\n", "250 ok\r\n", "452 4.2.2 full\r\n"});
        const error why = problem_of(server, plain(server, "smtp"));
        CHECK(why.kind == error_kind::transient);
        CHECK(why.code == "mail.deferred");
    }
    SECTION("nobody") {
        scripted_server server(
            {"220 here\r\n", "250 mail\r\n", "250 ok\r\n", "550 5.1.1 nobody here\r\n"});
        const error why = problem_of(server, plain(server, "smtp"));
        CHECK(why.kind == error_kind::permanent);
        CHECK(why.code == "mail.refused");
        CHECK(why.detail.contains("nobody here"));
    }
    SECTION("content") {
        scripted_server server({"220 here\r\n", "250 mail\r\n", "250 ok\r\n", "250 ok\r\n",
                                "354 go\r\n", "554 5.7.1 spam\r\n"});
        CHECK(problem_of(server, plain(server, "smtp")).code == "mail.refused");
    }
    SECTION("unwelcome") {
        scripted_server server({"554 5.7.1 go away\r\n"});
        CHECK(problem_of(server, plain(server, "smtp")).kind == error_kind::transient);
    }
}

TEST_CASE("mail: without TLS nothing of value is said, but on loopback where it is allowed") {
    scripted_server server({"220 here\r\n", "250-mail\r\n250 AUTH PLAIN\r\n"});
    mail_account at(server.url("smtp"));
    at.login("desk", "correct-horse");
    at.timeout = duration{3'000};
    const error why = problem_of(server, at);
    CHECK(why.code == "mail.tls");
    CHECK_FALSE(server.heard.contains("AUTH PLAIN"));
    CHECK_FALSE(server.heard.contains("MAIL FROM"));
}

TEST_CASE("mail: a server that says nothing costs its time and no more; cancelling ends it") {
    scripted_server server({});
    mail_account at = plain(server, "imap");
    at.timeout = duration{60'000};
    boost::asio::io_context loop;
    mail_service service({at.server}, "");
    tests::recording_log log;
    auto work = [&]() -> task<void> {
        base::task_scope scope(loop.get_executor(), log);
        auto read = [](mail_service& in, mail_account from) -> task<void> {
            mailbox_request request(std::move(from), "INBOX");
            const auto page = co_await in.read(std::move(request));
            CHECK_FALSE(page);
        };
        scope.spawn("read", read(service, at));
        scope.cancel();
        co_await scope.join();
    };
    const auto began = std::chrono::steady_clock::now();
    tests::run(work(), loop);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
}

TEST_CASE("mail: what waits is bounded") {
    mail_service service({"smtp://127.0.0.1:9"}, "", 0);
    const auto sent = tests::run(service.submit(mail_account("smtp://127.0.0.1:9"), letter()));
    REQUIRE_FALSE(sent);
    CHECK(sent.error().code == "mail.busy");
}

TEST_CASE("mail: an IMAP server that rambles is an error, not an answer") {
    scripted_server server({"* OK [CAPABILITY IMAP4rev1] here\r\n", "* 1 EXISTS\r\ne1 OK\r\n"});
    boost::asio::io_context loop;
    mail_service service({server.url("imap")}, "");
    mailbox_request request(plain(server, "imap"), "INBOX");
    const auto page = tests::run_on(loop, service.read(std::move(request)));
    REQUIRE_FALSE(page);
    CHECK(page.error().kind == error_kind::transient);
}

}  // namespace earshot::plugins
