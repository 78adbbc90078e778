// Reads JSON of somebody else's leniently: what is absent or of another type is empty.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot {

// A view: the value outlives it. What is no object reads as one without members.
class object_view {
public:
    object_view(const boost::json::value* from) : from_(from ? from->if_object() : nullptr) {}
    explicit object_view(const boost::json::object& from) : from_(&from) {}

    explicit operator bool() const { return from_ != nullptr; }

    bool has(std::string_view name) const { return member(name) != nullptr; }
    bool named(std::string_view name) const;        // also where it is null
    std::string text(std::string_view name) const;  // a number as its digits
    bool flag(std::string_view name, bool absent = false) const;
    // A date as RFC 3339 writes it, or seconds since 1970, whole or with a fraction. The epoch:
    // absent or no time.
    timestamp time(std::string_view name) const;
    object_view object(std::string_view name) const { return member(name); }
    const boost::json::array& list(std::string_view name) const;

private:
    const boost::json::value* member(std::string_view name) const;  // null where it is null

    const boost::json::object* from_;
};

// The error has this code. Errors: invalid.
result<boost::json::value> parse_json(std::string_view body, std::string code);

// An id for a body: a number where it is one, the text otherwise.
boost::json::value id_value(std::string_view id);

}  // namespace earshot
