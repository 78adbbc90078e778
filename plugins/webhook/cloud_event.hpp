// A message as a CloudEvent 1.0 in an HTTP request: structured (all of it in the body) or binary
// (attributes in headers, the data alone in the body). The data is the message, and beside its
// members `understanding`, where anything was understood. Functions of their arguments.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/sink.hpp"

namespace earshot::webhook {

enum class event_format : std::uint8_t { structured, binary };

// What all events of an instance have in common.
struct event_origin {
    std::string source;       // with `id` the identity by which a receiver drops repetitions
    std::string type_prefix;  // `earshot`
};

struct event_request {
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

event_request to_event(event_format format, const event_origin& from, std::string_view id,
                       const sink_item& one);

// `earshot.message.received.v1`; also `sent` (by us), `edited`, `deleted`.
std::string type_of(const std::string& prefix, const message& item);

// HTTP binding, section 3.1.3.2: percent signs for all but visible ASCII without `"` and `%`.
std::string header_value(std::string_view text);

}  // namespace earshot::webhook
