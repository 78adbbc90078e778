// Reads what Earshot's `webhook` sink delivers: checks the Standard Webhooks signature and takes
// the message out of a CloudEvents 1.0 envelope, structured or binary.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/understanding.hpp"
#include "net/http_server.hpp"

namespace earshot::twins::helpdesk {

// Standard Webhooks 1.0.0, version `v1`.
struct signing {
    std::string secret;  // `whsec_` and base64

    // Errors: invalid, saying which header is missing or wrong.
    result<void> verify(const net::server_request& request, timestamp now) const;
    std::string sign(std::string_view id, std::string_view timestamp, std::string_view body) const;
};

// What became of an agent's answer.
struct outcome {
    std::string answer;        // its id, as the helpdesk gave it
    std::string published_as;  // the platform's id; empty: it was refused ...
    std::string refused_for;   // ... for this code
};

struct inbound {
    std::string webhook_id;
    std::string event_id;
    std::string source;
    std::string type;
    message item;
    understanding understood;     // what Earshot made of it
    std::optional<outcome> told;  // then it is a notice, and there is no message
};

// A batch gives several. Errors: invalid, naming what is missing.
result<std::vector<inbound>> read_events(const net::server_request& request);

}  // namespace earshot::twins::helpdesk
