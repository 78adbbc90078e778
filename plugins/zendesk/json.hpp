// JSON as Zendesk writes it.
#pragma once

#include "earshot/object_view.hpp"

namespace earshot::zendesk {

namespace json = boost::json;

// Errors: invalid `zendesk.body`.
inline result<json::value> parse(std::string_view body) { return parse_json(body, "zendesk.body"); }

}  // namespace earshot::zendesk
