// One handle of libcurl, set up so that nothing goes anywhere but to the server named, and no
// password over a line that others can read. It blocks: used on a thread of its own.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "earshot/service/mail.hpp"

namespace earshot::mails {

// How a session goes about it.
struct session_options {
    std::string ca_file;   // PEM; empty: the system's store
    std::stop_token stop;  // asked: whatever is under way ends within a second or two
};

struct server_address {
    std::string scheme;  // `smtp`, `smtps`, `imap`, `imaps`
    std::string host;
    bool loopback = false;

    bool secure() const { return scheme.ends_with('s'); }
};

// Errors: invalid `mail.server`, for what is not the address of a mail server alone.
result<server_address> read_server(const std::string& address);

class curl_session {
public:
    curl_session();
    curl_session(const curl_session&) = delete;
    ~curl_session();

    // Gets ready for this account, which outlives it. Errors: invalid `mail.server`.
    result<void> prepare(const mail_account& at, session_options options);

    void* handle() const { return handle_; }
    bool stopping() const { return options_.stop.stop_requested(); }

private:
    void set_security(const mail_account& at, const server_address& server);

    session_options options_;
    void* handle_;
};

}  // namespace earshot::mails
