// JSON as Redmine writes it.
#pragma once

#include "earshot/object_view.hpp"

namespace earshot::redmine {

namespace json = boost::json;

// Errors: invalid `redmine.body`.
inline result<json::value> parse(std::string_view body) { return parse_json(body, "redmine.body"); }

}  // namespace earshot::redmine
