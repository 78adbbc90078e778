// A CloudEvent in an HTTP request: structured (all of it in the body) or binary (attributes in
// headers, the data alone in the body). Functions of their arguments.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "earshot/cloud_event.hpp"

namespace earshot::webhook {

struct event_request {
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

event_request structured(const cloud_event& one);
event_request binary(cloud_event one);

// HTTP binding, section 3.1.3.2: percent signs for all but visible ASCII without `"` and `%`.
std::string header_value(std::string_view text);

}  // namespace earshot::webhook
