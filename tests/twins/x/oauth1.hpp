// Checks OAuth 1.0a signatures (RFC 5849, HMAC-SHA1) as the platform does.
#pragma once

#include "net/http_server.hpp"

namespace earshot::twins::x {

struct credentials;

// True: signed with the known consumer and token, over this method, address, query and form.
bool signed_by(const net::server_request& request, const credentials& known);

}  // namespace earshot::twins::x
