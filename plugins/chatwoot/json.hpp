// JSON as Chatwoot writes it.
#pragma once

#include "earshot/object_view.hpp"

namespace earshot::chatwoot {

namespace json = boost::json;

// Errors: invalid `chatwoot.body`.
inline result<json::value> parse(std::string_view body) {
    return parse_json(body, "chatwoot.body");
}

}  // namespace earshot::chatwoot
