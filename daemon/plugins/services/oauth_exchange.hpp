// What is said to a token endpoint and what it says (RFC 6749 sections 2.3, 5 and 6), and how a
// pair of tokens is kept. No I/O.
#pragma once

#include <optional>
#include <string>

#include "earshot/service/http.hpp"
#include "earshot/service/oauth.hpp"
#include "earshot/time.hpp"

namespace earshot::plugins {

struct token_pair {
    std::string access_token;  // empty: none yet
    std::string refresh_token;
    timestamp expires{};
    std::string
        seed_digest;    // of the operator's first refresh token, from which this pair descends
    std::string scope;  // of the access token, as the platform said; empty: it did not
};

std::string write_token_pair(const token_pair& tokens);
std::optional<token_pair> read_token_pair(const std::string& stored);  // nothing: unreadable

// `secret` empty: a public client, which names itself in the form.
http_request refresh_request(const oauth_client& client, const std::string& secret,
                             const std::string& refresh_token);

// `before`: the pair whose refresh token was used; where the answer brings none, it stays good.
// Errors: unauthorized `oauth.refresh_refused`, permanent `oauth.client_refused`, throttled
// `oauth.throttled`, transient `oauth.refresh_failed`.
result<token_pair> read_token_answer(const http_response& answer, const token_pair& before,
                                     timestamp now);

}  // namespace earshot::plugins
