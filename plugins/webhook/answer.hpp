// What a receiver's answer means for the item that was posted. Functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/reply.hpp"
#include "earshot/service/http.hpp"

namespace earshot::webhook {

// 2xx is a receipt, with the receiver's own `id` and `url` where its JSON has them, else with
// `webhook_id`. Errors:
//   throttled     `webhook.throttled` (429), or any answer below with Retry-After
//   transient     `webhook.unavailable` (408, 425, 5xx), `webhook.redirect` (3xx)
//   unauthorized  `webhook.unauthorized` (401): nothing is given up, somebody must act
//   invalid       `webhook.too_large` (413)
//   permanent     `webhook.gone` (410), `webhook.refused` (other 4xx)
// `where` is the receiver as errors name it: without path or query, which may hold a secret.
result<receipt> read_answer(const http_response& answer, const std::string& webhook_id,
                            const std::string& where, timestamp now);

// The same for an address that is itself the secret, as chats have them: 401, 403, 404 and 410 mean
// that it counts no more, so they are `unauthorized`. Errors repeat the word that Slack says.
result<receipt> read_chat_answer(const http_response& answer, const std::string& webhook_id,
                                 const std::string& where, timestamp now);

// Seconds or an HTTP date (RFC 9110 section 10.2.3); at most a day, never negative.
std::optional<duration> retry_after(std::string_view value, timestamp now);

// `https://hooks.example.org:8443` of an address.
std::string origin_of(const std::string& url);

}  // namespace earshot::webhook
