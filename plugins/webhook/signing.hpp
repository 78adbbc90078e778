// Signatures of outgoing requests by Standard Webhooks 1.0.0 (standardwebhooks.com). Functions of
// their arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::webhook {

// The key behind `whsec_...`: 24 to 64 bytes. Errors: unauthorized `webhook.secret`; the secret is
// not in them.
result<std::string> key_of(std::string_view secret);

// A webhook-id: the same for every attempt, without the dot that would end it in the signed text.
std::string id_of(std::string_view delivery_key);

// Seconds since the epoch.
std::string seconds(timestamp when);

// `v1,...`, one for each key: a receiver that knows any of them is content.
std::string signature(const std::vector<std::string>& keys, std::string_view id,
                      std::string_view when, std::string_view body);

}  // namespace earshot::webhook
