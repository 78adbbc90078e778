// The lines of the control protocol: requests read, answers written. No I/O.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::control {

struct request {
    std::string command;
    boost::json::object arguments;
};

// One line without its end. Errors: invalid `control.request`.
result<request> parse_request(std::string_view line);

// Lines with their end.
std::string ok_line(const boost::json::object& answer);
std::string item_line(const boost::json::object& item);  // one of many, before the `ok`
std::string error_line(const error& what);

}  // namespace earshot::control
