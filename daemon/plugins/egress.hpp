// Where a plugin's requests may go: the hosts of its descriptor, and those that the operator named
// in fields of type url or, where it takes several, text_list.
#pragma once

#include <span>
#include <string_view>

#include "earshot/settings.hpp"
#include "net/http_client.hpp"

namespace earshot::plugins {

// Of `hosts`, as the descriptor has them, `api.x.com` stands for `https://api.x.com`; an origin for
// itself; `{base_url}` for the origin of that field's value, or for nothing where it is not given;
// of a list for each of its entries, which are as hosts.
// Errors: invalid `plugin.egress`.
result<net::egress_rules> allowed_egress(std::span<const char* const> hosts,
                                         const settings& values);

// `https://api.x.com:8443` of `HTTPS://api.x.com:8443/2/tweets?x=1`: lower case, without the
// scheme's usual port. Errors: invalid, for what is not an absolute http or https address.
result<std::string> origin_of(std::string_view url);

}  // namespace earshot::plugins
