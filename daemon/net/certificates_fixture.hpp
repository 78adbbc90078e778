// An authority of the test's own, and certificates that it signs: no key is ever kept in the tree.
#pragma once

#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>

#include "net/http_server.hpp"

namespace earshot::tests {

struct certificate_wish {
    std::string names = "IP:127.0.0.1";  // subjectAltName as OpenSSL writes it: `DNS:care.example`
    std::chrono::seconds from{-3'600};   // validity, from now
    std::chrono::seconds to{3'600};
};

// Writes into `directory`, which the test owns.
class test_authority {
public:
    test_authority(std::filesystem::path directory, std::string name);

    std::string file() const;  // its own certificate, for client_options::ca_file
    net::server_tls issue(const std::string& name, const certificate_wish& wish = {}) const;

private:
    template <auto Free>
    struct freed {
        template <class T>
        void operator()(T* object) const {
            Free(object);
        }
    };
    using key_pointer = std::unique_ptr<EVP_PKEY, freed<EVP_PKEY_free>>;
    using certificate_pointer = std::unique_ptr<X509, freed<X509_free>>;

    certificate_pointer signed_certificate(EVP_PKEY* key, const std::string& name,
                                           const certificate_wish& wish) const;
    net::server_tls write(const std::string& name, X509* certificate, EVP_PKEY* key) const;

    std::filesystem::path directory_;
    std::string name_;
    key_pointer key_;
    certificate_pointer certificate_;
};

}  // namespace earshot::tests
