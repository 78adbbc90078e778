// Who may call: application tokens, users' OAuth 2.0 tokens with refresh tokens that work once, and
// OAuth 1.0a signatures. Owns every credential of the platform.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "earshot/time.hpp"
#include "net/http_server.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::x {

// What the brand's people would have been given on registering their application.
struct credentials {
    std::string client_id = "demo";
    std::string client_secret;  // empty: a public client
    std::string consumer_key = "twin-consumer-key";
    std::string consumer_secret = "twin-consumer-secret";
    std::string bearer = "AAAAtwin%2Fapplication%3Dtoken";
    std::string oauth1_token = "4400100200-twin-token";
    std::string oauth1_secret = "twin-token-secret";
    std::string refresh_token = "twin-first-refresh-token";  // the brand's first
};

enum class context { nobody, application, user };

struct caller {
    context as = context::nobody;
    std::string user_id;
};

struct granted {
    std::string access_token;
    std::string refresh_token;
    duration lifetime{0};
};

// Why a token call was refused: the members of the answer.
struct refused_grant {
    int status = 400;
    std::string error;
    std::string description;
};

class tokens {
public:
    static constexpr duration lifetime = std::chrono::hours{2};

    tokens(credentials known, std::string brand_user_id);

    // Renews by refresh token. One that was used before ends all tokens that came from it.
    std::expected<granted, refused_grant> refresh(const parameters& form, std::string_view basic,
                                                  timestamp now);

    // The application's token for `Authorization: Basic`; nothing: wrong key or secret.
    std::optional<std::string> application(std::string_view basic) const;

    caller identify(const net::server_request& request, timestamp now) const;

    std::string grant();  // as a person does it again: another first refresh token
    void expire_all();    // access tokens only
    void revoke_all();    // also refresh tokens: a person must grant access again

    const credentials& known() const { return known_; }

private:
    struct access {
        std::string user_id;
        timestamp expires;
    };

    bool client_fits(const parameters& form, std::string_view basic) const;
    std::string fresh(std::string_view kind);

    credentials known_;
    std::string brand_;
    std::map<std::string, access, std::less<>> access_;
    std::map<std::string, bool, std::less<>> refresh_;  // true: still good
    int issued_ = 0;
};

}  // namespace earshot::twins::x
