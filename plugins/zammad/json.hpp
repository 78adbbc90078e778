// JSON as Zammad writes it.
#pragma once

#include "earshot/object_view.hpp"

namespace earshot::zammad {

namespace json = boost::json;

// Errors: invalid `zammad.body`.
inline result<json::value> parse(std::string_view body) { return parse_json(body, "zammad.body"); }

}  // namespace earshot::zammad
