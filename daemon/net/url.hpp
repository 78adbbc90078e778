// Absolute http and https addresses, taken apart. Boost.URL stays behind url.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::net {

// What a connection goes to and what an egress rule names.
struct origin {
    bool tls = true;
    std::string host;  // lower case; an IPv6 address without brackets
    std::uint16_t port = 443;

    auto operator<=>(const origin&) const = default;
};

std::string to_string(const origin& where);    // `https://api.x.com`, the port where not the usual
std::string host_header(const origin& where);  // `api.x.com`

struct url {
    origin at;
    std::string target;  // path and query as they are sent; no fragment
};

// Refuses user names, other schemes, and host names in other forms than plain ASCII. Error details
// never repeat more than scheme and host: paths and queries carry secrets. Errors: invalid
// `http.url`.
result<url> parse_url(std::string_view text);

// A redirect's target (RFC 3986 section 5.2). Errors: invalid `http.url`.
result<url> resolve_url(const url& base, std::string_view reference);

}  // namespace earshot::net
