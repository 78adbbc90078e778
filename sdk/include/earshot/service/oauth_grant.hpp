// What a token of service `oauth` is good for. A service of its own, because nothing is added to
// one that plugins are built for.
#pragma once

#include <string>
#include <string_view>

namespace earshot {

class oauth_grant {
public:
    static constexpr std::string_view id = "earshot.oauth_grant/1";
    virtual ~oauth_grant() = default;

    // The scopes that came with the last access token, separated by spaces (RFC 6749 section 3.3).
    // Empty: there is no token yet, or the platform did not say. [loop]
    virtual std::string scope() const = 0;
};

}  // namespace earshot
