// Members of JSON objects as a fake server reads them: what is missing or of another type is empty.
#pragma once

#include <boost/json.hpp>
#include <charconv>
#include <string>
#include <string_view>

namespace earshot::twins {

inline int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

inline std::string text_of(const boost::json::object& from, std::string_view name) {
    const boost::json::value* found = from.if_contains(name);
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

// Also of digits in a string.
inline int number_of(const boost::json::object& from, std::string_view name) {
    const boost::json::value* found = from.if_contains(name);
    if (!found) return 0;
    return found->is_int64() ? static_cast<int>(found->get_int64()) : number(text_of(from, name));
}

inline bool flag_of(const boost::json::object& from, std::string_view name, bool fallback = false) {
    const boost::json::value* found = from.if_contains(name);
    return found && found->is_bool() ? found->get_bool() : fallback;
}

inline boost::json::object object_of(const boost::json::object& from, std::string_view name) {
    const boost::json::value* found = from.if_contains(name);
    return found && found->is_object() ? found->get_object() : boost::json::object();
}

}  // namespace earshot::twins
