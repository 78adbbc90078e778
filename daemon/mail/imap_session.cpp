#include "mail/imap_session.hpp"

#include <curl/curl.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

#include "mail/charset.hpp"
#include "mail/problem.hpp"

namespace earshot::mails {

namespace {

constexpr int slice_milliseconds = 200;        // how soon a stop is noticed
constexpr std::size_t max_responses = 10'000;  // to one command

}  // namespace

// libcurl would say good-bye and wait two minutes for an answer.
imap_session::~imap_session() {
    if (const int line = socket(); line >= 0) ::shutdown(line, SHUT_RDWR);
}

result<void> imap_session::open(const mail_account& at) {
    server_ = at.server;
    deadline_ = std::chrono::steady_clock::now() + at.timeout;
    if (const auto ready = session_.prepare(at, options_); !ready) return ready;
    curl_easy_setopt(session_.handle(), CURLOPT_CONNECT_ONLY, 1L);
    const CURLcode code = curl_easy_perform(session_.handle());
    if (code != CURLE_OK) return std::unexpected(transport_problem(code, server_));
    return {};
}

result<imap_responses> imap_session::command(const std::string& text) {
    const std::string tag = "e" + std::to_string(++commands_);
    if (const auto sent = send(tag + " " + text + "\r\n"); !sent)
        return std::unexpected(sent.error());
    imap_responses said;
    while (said.size() < max_responses) {
        auto one = next();
        if (!one) return std::unexpected(one.error());
        if (!one->text.starts_with(tag + " ")) {
            said.push_back(std::move(*one));
            continue;
        }
        if (one->text.starts_with(tag + " OK")) return said;
        return fail(error_kind::permanent, "mail.no",
                    "mail server " + server_ + " answered '" +
                        to_utf8(one->text.substr(tag.size() + 1, 200), "utf-8") + "'");
    }
    return fail(error_kind::transient, "mail.protocol",
                "mail server " + server_ + " does not end its answer");
}

void imap_session::close() { static_cast<void>(command("LOGOUT")); }

result<imap_response> imap_session::next() {
    for (;;) {
        auto one = reader_.next();
        if (!one) return std::unexpected(one.error());
        if (*one) return std::move(**one);
        if (const auto more = receive(); !more) return std::unexpected(more.error());
    }
}

result<void> imap_session::send(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t sent = 0;
        const CURLcode code = curl_easy_send(session_.handle(), bytes.data(), bytes.size(), &sent);
        if (code == CURLE_AGAIN) {
            if (const auto ready = wait(true); !ready) return ready;
            continue;
        }
        if (code != CURLE_OK) return std::unexpected(transport_problem(code, server_));
        bytes.remove_prefix(sent);
    }
    return {};
}

result<void> imap_session::receive() {
    std::array<char, 16'384> bytes{};
    for (;;) {
        std::size_t count = 0;
        const CURLcode code = curl_easy_recv(session_.handle(), bytes.data(), bytes.size(), &count);
        if (code == CURLE_AGAIN) {
            if (const auto ready = wait(false); !ready) return ready;
            continue;
        }
        if (code != CURLE_OK || count == 0)
            return std::unexpected(
                transport_problem(code == CURLE_OK ? CURLE_RECV_ERROR : code, server_));
        reader_.add({bytes.data(), count});
        return {};
    }
}

int imap_session::socket() {
    curl_socket_t line = CURL_SOCKET_BAD;
    curl_easy_getinfo(session_.handle(), CURLINFO_ACTIVESOCKET, &line);
    return line;
}

result<void> imap_session::wait(bool to_send) {
    if (session_.stopping())
        return std::unexpected(transport_problem(CURLE_ABORTED_BY_CALLBACK, server_));
    if (std::chrono::steady_clock::now() > deadline_)
        return std::unexpected(transport_problem(CURLE_OPERATION_TIMEDOUT, server_));
    pollfd one{socket(), static_cast<short>(to_send ? POLLOUT : POLLIN), 0};
    ::poll(&one, 1, slice_milliseconds);
    return {};
}

}  // namespace earshot::mails
