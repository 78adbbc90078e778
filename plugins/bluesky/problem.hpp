// What the error answers of an AT Protocol server mean: by the name of the error, and where it has
// none (a proxy's page), by status. Never by its wording. Pure.
#pragma once

#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/http_problem.hpp"
#include "earshot/time.hpp"

namespace earshot::bluesky {

struct problem {
    std::string name;     // `ExpiredToken`; empty: the body is no error of the protocol
    std::string message;  // one line, short
};

problem read_problem(std::string_view body);

// The error that an answer without success means. `tried` as people know it:
// `app.bsky.feed.getPosts`.
error error_of(const http_response& answer, std::string_view tried, timestamp now);

// Codes that decisions hang on.
inline constexpr std::string_view not_found = "bluesky.not_found";
inline constexpr std::string_view token_refused = "bluesky.token_refused";
inline constexpr std::string_view token_expired = "bluesky.token_expired";
inline constexpr std::string_view account_blocked = "bluesky.account_blocked";

}  // namespace earshot::bluesky
