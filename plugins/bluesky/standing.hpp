// What the account's credential is good for. Pure.
#pragma once

#include "bluesky/tokens.hpp"
#include "earshot/connector.hpp"

namespace earshot::bluesky {

// From the body of com.atproto.server.getSession. While the app password can be read, a session is
// begun again whenever that is needed; without it, it ends with its refresh token.
credential_status standing_of(const std::string& body, const tokens& held, bool password_readable);

// A refusal is a state. Errors: all others, as they are.
result<credential_status> standing_after(const error& why);

}  // namespace earshot::bluesky
