// What a stream answers to a message, and what it says about itself. Functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/reply.hpp"

namespace earshot::nats {

// A PubAck of JetStream: the receipt is `STREAM:SEQUENCE`, also where the stream has the message
// already. Errors, by the server's err_code:
//   invalid    `nats.too_large` (10054)
//   throttled  `nats.full` (10077)
//   transient  `nats.wrong_stream` (10060), `nats.unavailable` (a 5xx), `nats.answer` (not a
//              PubAck)
//   permanent  `nats.refused` (anything else)
result<receipt> read_acknowledgement(std::string_view json);

// How long the stream knows a Nats-Msg-Id, of its answer to STREAM.INFO; nothing where it does not
// say.
std::optional<duration> duplicate_window(std::string_view json);

}  // namespace earshot::nats
