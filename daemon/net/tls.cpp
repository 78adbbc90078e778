#include "net/tls.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/address.hpp>
#include <stdexcept>

namespace earshot::net {

namespace ssl = boost::asio::ssl;

namespace {

tls_context make_context(ssl::context::method role) {
    auto context = std::make_shared<ssl::context>(role);
    SSL_CTX* raw = context->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
    return context;
}

// Without it OpenSSL asks for the password on the terminal.
int no_password(char*, int, int, void*) { return 0; }

auto unusable(const std::string& what, const std::string& file, const std::string& why) {
    return fail(error_kind::permanent, "tls.certificate",
                "cannot use " + what + " '" + file + "': " + why);
}

bool is_address(const std::string& host) {
    boost::system::error_code problem;
    boost::asio::ip::make_address(host, problem);
    return !problem;
}

}  // namespace

result<tls_context> make_server_tls(const server_tls& files) {
    const tls_context context = make_context(ssl::context::tls_server);
    SSL_CTX_set_default_passwd_cb(context->native_handle(), no_password);
    boost::system::error_code problem;
    context->use_certificate_chain_file(files.certificate_file, problem);
    if (problem) return unusable("the certificate", files.certificate_file, problem.message());
    context->use_private_key_file(files.key_file, ssl::context::pem, problem);
    if (problem) return unusable("the key", files.key_file, problem.message());
    return context;
}

result<tls_context> make_client_tls(const std::string& ca_file) {
    const tls_context context = make_context(ssl::context::tls_client);
    context->set_verify_mode(ssl::verify_peer);
    boost::system::error_code problem;
    if (ca_file.empty())
        context->set_default_verify_paths(problem);
    else
        context->load_verify_file(ca_file, problem);
    if (problem) return unusable("the authorities' certificates", ca_file, problem.message());
    return context;
}

void expect_host(SSL* session, const std::string& host) {
    X509_VERIFY_PARAM* wanted = SSL_get0_param(session);
    X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    int done = 0;
    if (is_address(host))
        done = X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str());
    else
        done = X509_VERIFY_PARAM_set1_host(wanted, host.c_str(), host.size()) &&
               SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                        const_cast<char*>(host.c_str()));
    // Going on would accept anybody's certificate.
    if (done != 1) throw std::runtime_error("OpenSSL cannot verify the host name " + host);
}

std::string handshake_failure(SSL* session, const std::string& fallback) {
    const long verdict = SSL_get_verify_result(session);
    if (verdict == X509_V_OK) return fallback;
    return std::string("its certificate is refused: ") + X509_verify_cert_error_string(verdict);
}

}  // namespace earshot::net
