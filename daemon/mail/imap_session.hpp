// A conversation with an IMAP server. libcurl connects, turns to TLS and logs in; then the line is
// ours. It blocks.
#pragma once

#include <chrono>
#include <string>

#include "mail/curl_session.hpp"
#include "mail/imap_responses.hpp"

namespace earshot::mails {

class imap_session {
public:
    // `max_literal`: bytes that the server may send in one piece.
    imap_session(const session_options& options, std::size_t max_literal)
        : options_(options), reader_(max_literal) {}
    imap_session(const imap_session&) = delete;
    ~imap_session();

    // Logs in. Errors: transient `mail.*`, unauthorized `mail.login`, invalid `mail.server`.
    result<void> open(const mail_account& at);

    // What the server said before its final OK. Errors: permanent `mail.no` where it said NO or
    // BAD, with its words; transient, after which the session is of no use.
    result<imap_responses> command(const std::string& text);

    // Politely; the connection ends anyway.
    void close();

private:
    using time_point = std::chrono::steady_clock::time_point;

    int socket();
    result<void> send(std::string_view bytes);
    result<void> receive();
    result<void> wait(bool to_send);
    result<imap_response> next();

    const session_options options_;
    curl_session session_;
    imap_reader reader_;
    std::string server_;
    int commands_ = 0;
    time_point deadline_;
};

}  // namespace earshot::mails
