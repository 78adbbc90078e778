// From the body of a webhook request to items. Pure: the host has checked the signature and keeps
// the bytes.
//
// X delivers in three shapes: account activity (`for_user_id` and `..._events`, posts as in v1.1),
// the newer activity events (`data.event_type`, posts as in v2), and filtered stream (a post and
// `matching_rules`). A body may be one of them or an array of them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "earshot/connector.hpp"
#include "x/account.hpp"

namespace earshot::x {

struct events {
    batch items;
    std::map<std::string, int> ignored;  // by kind of event: follows, typing, and the like
};

inline constexpr std::string_view other_account = "other_account";  // among the ignored

// One entry that cannot be read is a reject, and the rest goes on. `received` dates what X sends
// without a time. Errors: invalid `x.body`, when no shape fits.
result<events> read_events(std::string_view body, const account& to, timestamp received);

// The proof that we know the consumer secret: answers `crc_token=...`.
// Errors: invalid `x.crc` without a token.
result<webhook_answer> answer_challenge(std::string_view query, std::string_view consumer_secret);

// How X signs what it sends to a webhook.
signature_scheme webhook_signature();

}  // namespace earshot::x
