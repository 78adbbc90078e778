// OAuth 2.0 access tokens. The host keeps, refreshes and persists them; a plugin only asks.
#pragma once

#include <string>
#include <string_view>

#include "earshot/task.hpp"

namespace earshot {

// Where and as whom tokens are refreshed (RFC 6749 section 6).
struct oauth_client {
    std::string token_url;
    std::string client_id;
    std::string client_secret_field;  // settings field; empty: a public client
    std::string refresh_token_field;  // settings field with the first refresh token
};

class oauth {
public:
    static constexpr std::string_view id = "earshot.oauth/1";
    virtual ~oauth() = default;

    // A token that is good for a minute at least. Refreshes are one at a time for an instance, and
    // the new pair is durable before it is used, because many refresh tokens work only once.
    // Errors: transient, unauthorized (a person must grant access again). [loop]
    virtual task<result<std::string>> access_token(oauth_client client) = 0;

    // The platform refused this token: the next access_token() refreshes. [loop]
    virtual void reject(const std::string& token) = 0;
};

}  // namespace earshot
