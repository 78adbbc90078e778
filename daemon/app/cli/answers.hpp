// Reading the daemon's answers: what is absent or of another type is empty, because an older daemon
// may not know it yet.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace earshot::app::cli {

std::string text_of(const boost::json::object& from, std::string_view name);
std::int64_t number_of(const boost::json::object& from, std::string_view name);
bool flag_of(const boost::json::object& from, std::string_view name);
const boost::json::object& object_of(const boost::json::object& from, std::string_view name);
const boost::json::array& list_of(const boost::json::object& from, std::string_view name);

// The objects among the items of a list.
template <class Each>
void for_each_object(const boost::json::array& list, Each each) {
    for (const boost::json::value& item : list)
        if (const boost::json::object* one = item.if_object()) each(*one);
}

// One line, safe for a terminal.
std::string json_line(const boost::json::object& content);

}  // namespace earshot::app::cli
