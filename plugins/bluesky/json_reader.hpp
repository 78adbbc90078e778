// Reads members of a JSON object from outside. Absent, null and of another type are the same: what
// is needed is asked for by whoever needs it.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::bluesky {

namespace json = boost::json;

std::string_view view(const json::string& text);

std::string text_at(const json::object& from, std::string_view name);
const json::object* object_at(const json::object& from, std::string_view name);
const json::array* array_at(const json::object& from, std::string_view name);
std::optional<std::int64_t> integer_at(const json::object& from, std::string_view name);
bool flag_at(const json::object& from, std::string_view name);

// An object behind several names, each within the one before; null where one is missing.
const json::object* object_at(const json::object* from, std::initializer_list<const char*> path);

// A whole body, at most 32 levels deep. Errors: invalid `bluesky.body`.
result<json::object> parse_object(std::string_view body);

}  // namespace earshot::bluesky
