// Who we are on the server: a session that the app password begins, that goes on with the refresh
// token across restarts, and that is begun again when nothing else helps. The server lets an
// account log in 300 times a day.
//
// The account's identity is its DID. Another password of the same account changes nothing else;
// a password of another account is refused.
#pragma once

#include <optional>

#include "bluesky/account.hpp"
#include "bluesky/tokens.hpp"
#include "earshot/host.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/service/vault.hpp"

namespace earshot::bluesky {

class session {
public:
    session(const account& to, host& services);  // both outlive it

    // Tokens whose access token is good as far as is known.
    // Errors: transient, throttled, unauthorized (a person must act), those of secrets::read where
    // the password is needed.
    task<result<tokens>> open();

    // The server refused this access token: the next open() gets another.
    void refused(const std::string& access);

private:
    bool good() const;
    task<result<void>> renew(std::uint64_t turn, std::string kept);
    void load(const std::string& kept);
    void follow_password();
    task<result<void>> refresh();
    task<result<void>> log_in();
    result<tokens> accepted(const http_response& answer, std::string_view tried);
    std::optional<error> other_account(const tokens& fresh) const;
    task<result<void>> save(std::uint64_t turn);

    const account& account_;
    http& http_;
    secrets& secrets_;
    vault& vault_;
    clock& clock_;
    log& log_;
    bool loaded_ = false;
    bool saved_ = true;  // what is current is in the vault
    std::optional<tokens> current_;
    std::string refused_password_;  // its digest; that one is not tried again for a while
    std::optional<error> refusal_;
    timestamp refused_at_;
};

}  // namespace earshot::bluesky
