// The way back: agents' answers in a webhook request, one event or an array of them:
//
//   {"type": "reply.created", "timestamp": "2026-03-01T07:49:01Z",
//    "data": {"id", "platform", "account", "object_id", "author", "text", "expires"}}
//
// `id` may be left out: then the request's webhook-id stands for it. `expires` and `author` may be
// left out. Other types are ignored, so that a receiver's general feed may be pointed here.
#pragma once

#include <string>

#include "earshot/batch.hpp"
#include "earshot/connector.hpp"

namespace earshot::webhook {

// `origin` becomes the replies'. What is not a reply is rejected on its own. Errors: invalid
// `webhook.body`, when the body is not JSON or too many events.
result<batch> read_replies(const webhook_request& request, const std::string& origin);

}  // namespace earshot::webhook
