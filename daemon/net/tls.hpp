// TLS 1.2 and later, set up from files (OpenSSL through Asio).
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "net/http_server.hpp"

namespace earshot::net {

using tls_context = std::shared_ptr<boost::asio::ssl::context>;

// Errors: permanent `tls.certificate`, naming the file and what is wrong with it.
result<tls_context> make_server_tls(const server_tls& files);

// Verifies the peer against `ca_file`, or against the system's store where that is empty.
// Errors: permanent `tls.certificate`.
result<tls_context> make_client_tls(const std::string& ca_file);

// Makes this session ask for `host` (RFC 6066 section 3) and accept no certificate but one for it.
void expect_host(SSL* session, const std::string& host);

// Why the last handshake failed, in words; `fallback` where OpenSSL has no better ones.
std::string handshake_failure(SSL* session, const std::string& fallback);

}  // namespace earshot::net
