// Where a plugin's requests may go: the hosts of its descriptor, and those that the operator named
// in fields of type url.
#pragma once

#include "net/http_client.hpp"
#include "plugins/library.hpp"

namespace earshot::plugins {

// `api.x.com` stands for `https://api.x.com`; an origin for itself; `{base_url}` for the origin of
// that field's value, or for nothing where it is not given. Errors: invalid `plugin.egress`.
result<net::egress_rules> allowed_egress(const library& plugin, const settings& values);

// `https://api.x.com:8443` of `HTTPS://api.x.com:8443/2/tweets?x=1`: lower case, without the
// scheme's usual port. Errors: invalid, for what is not an absolute http or https address.
result<std::string> origin_of(std::string_view url);

}  // namespace earshot::plugins
