// A text member of a recorded JSON body: empty where it is absent or of another type.
#pragma once

#include <boost/json/object.hpp>
#include <string>

namespace earshot::desk {

inline std::string text_of(const boost::json::object& from, boost::json::string_view name) {
    const boost::json::value* found = from.if_contains(name);
    const boost::json::string* text = found ? found->if_string() : nullptr;
    return text ? std::string(*text) : std::string();
}

}  // namespace earshot::desk
