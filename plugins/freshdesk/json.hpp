// JSON as Freshdesk writes it.
#pragma once

#include "earshot/object_view.hpp"

namespace earshot::freshdesk {

namespace json = boost::json;

// Errors: invalid `freshdesk.body`.
inline result<json::value> parse(std::string_view body) {
    return parse_json(body, "freshdesk.body");
}

}  // namespace earshot::freshdesk
