// OAuth 1.0a request signatures (RFC 5849) with HMAC-SHA1, as X wants them. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/time.hpp"

namespace earshot::x {

struct oauth1_keys {
    std::string consumer_key;
    std::string consumer_secret;
    std::string token;
    std::string token_secret;
};

// What differs between two requests.
struct oauth1_moment {
    std::string nonce;
    std::int64_t timestamp = 0;  // seconds
};

using parameters = std::vector<std::pair<std::string, std::string>>;  // decoded

// `form` holds the body's parameters where it is form-encoded; a JSON body is not signed.
std::string oauth1_signature(const oauth1_keys& keys, const oauth1_moment& at,
                             std::string_view method, std::string_view url, const parameters& form);

// The value of the authorization header.
std::string oauth1_header(const oauth1_keys& keys, const oauth1_moment& at, std::string_view method,
                          std::string_view url, const parameters& form);

// `a=1&b=%20` decoded; + is a plus, because this house never writes a space so.
parameters read_query(std::string_view query);

}  // namespace earshot::x
