// Puts the right credential on a request: the app's own token, the user's OAuth 2.0 token, or an
// OAuth 1.0a signature. Tokens stay with the host; nothing is kept here.
#pragma once

#include "earshot/plugin.hpp"
#include "x/account.hpp"

namespace earshot::x {

enum class access : std::uint8_t { read, write };

class authorization {
public:
    authorization(const account& to, host& services);  // both outlive it

    // Reads use the app's token where there is one, so that a user's token that has expired never
    // stops them. Says too whom X counts the request against: accounts of one app share what X
    // counts by app. Errors: those of oauth::access_token and secrets::read.
    task<result<http_request>> sign(http_request request, access need);

    // X answered 401 to this request.
    void refused(const http_request& request, access need);

private:
    auth_method method(access need) const;
    result<std::string> sign_oauth1(http_request& request);

    const account& account_;
    oauth& oauth_;
    secrets& secrets_;
    clock& clock_;
    ids& ids_;
};

}  // namespace earshot::x
