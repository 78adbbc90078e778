#include "net/certificates_fixture.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>

namespace earshot::tests {

namespace {

void add_extension(X509* to, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, to, to, nullptr, nullptr, 0);
    X509_EXTENSION* made = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (!made) throw std::runtime_error("not an extension: " + value);
    X509_add_ext(to, made, -1);
    X509_EXTENSION_free(made);
}

void set_name(X509_NAME* into, const std::string& name) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(name.c_str());
    X509_NAME_add_entry_by_txt(into, "CN", MBSTRING_ASC, bytes, -1, -1, 0);
}

using file_pointer = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

file_pointer opened(const std::string& path) {
    return {std::fopen(path.c_str(), "w"), &std::fclose};
}

}  // namespace

test_authority::test_authority(std::filesystem::path directory, std::string name)
    : directory_(std::move(directory)), name_(std::move(name)), key_(EVP_EC_gen("P-256")) {
    certificate_ = signed_certificate(key_.get(), name_, {.names = ""});
    write(name_, certificate_.get(), key_.get());
}

std::string test_authority::file() const { return directory_ / (name_ + ".pem"); }

net::server_tls test_authority::issue(const std::string& name, const certificate_wish& wish) const {
    const key_pointer key(EVP_EC_gen("P-256"));
    const certificate_pointer certificate = signed_certificate(key.get(), name, wish);
    return write(name, certificate.get(), key.get());
}

// Without a certificate of its own yet, the authority signs itself.
test_authority::certificate_pointer test_authority::signed_certificate(
    EVP_PKEY* key, const std::string& name, const certificate_wish& wish) const {
    certificate_pointer made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), certificate_ ? 2 : 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), wish.from.count());
    X509_gmtime_adj(X509_getm_notAfter(made.get()), wish.to.count());
    X509_set_pubkey(made.get(), key);
    set_name(X509_get_subject_name(made.get()), name);
    X509* issuer = certificate_ ? certificate_.get() : made.get();
    X509_set_issuer_name(made.get(), X509_get_subject_name(issuer));
    add_extension(made.get(), NID_basic_constraints,
                  certificate_ ? "CA:FALSE" : "critical,CA:TRUE");
    if (!wish.names.empty()) add_extension(made.get(), NID_subject_alt_name, wish.names);
    X509_sign(made.get(), key_.get(), EVP_sha256());
    return made;
}

net::server_tls test_authority::write(const std::string& name, X509* certificate,
                                      EVP_PKEY* key) const {
    const net::server_tls files{directory_ / (name + ".pem"), directory_ / (name + ".key")};
    PEM_write_X509(opened(files.certificate_file).get(), certificate);
    PEM_write_PrivateKey(opened(files.key_file).get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return files;
}

}  // namespace earshot::tests
