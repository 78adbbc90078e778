// A session's tokens: what a server says of them, and how they are kept. Pure.
#pragma once

#include <optional>
#include <string>

#include "bluesky/account.hpp"
#include "earshot/service/http.hpp"
#include "earshot/time.hpp"

namespace earshot::bluesky {

struct tokens {
    std::string did;
    std::string handle;
    std::string access;           // empty: none that is good
    std::string refresh;          // empty: only the password helps
    std::string password_digest;  // of the password that the session began with

    bool operator==(const tokens&) const = default;
};

// `kept` as it stands in the vault; nothing where it cannot be read.
std::optional<tokens> read_kept(std::string_view kept);
std::string write_kept(const tokens& held);

http_request login_request(const account& to, const std::string& password);
http_request refresh_request(const account& to, const tokens& held);

// From an answer of success to either request; the digest is left empty.
// Errors: transient `bluesky.body`.
result<tokens> read_tokens(const std::string& body);

// When a token says that it ends. Nobody checks the signature: it is a hint, and nothing where the
// token is none of the kind (RFC 7519).
std::optional<timestamp> end_of(std::string_view token);

std::string digest_of(std::string_view password);

}  // namespace earshot::bluesky
