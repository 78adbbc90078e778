// Reads JSON of somebody else's leniently: what is absent or of another type is empty.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::chatwoot {

namespace json = boost::json;

// A view: the value outlives it. What is no object reads as one without members.
class object_view {
public:
    object_view(const json::value* from) : from_(from ? from->if_object() : nullptr) {}

    explicit operator bool() const { return from_ != nullptr; }

    bool has(std::string_view name) const { return member(name) != nullptr; }
    std::string text(std::string_view name) const;  // a number as its digits
    bool flag(std::string_view name, bool absent) const;
    // Chatwoot writes seconds since 1970, whole or with a fraction, in some places and dates in
    // others. The epoch: absent or no time.
    timestamp time(std::string_view name) const;
    object_view object(std::string_view name) const { return member(name); }
    const json::array& list(std::string_view name) const;

private:
    const json::value* member(std::string_view name) const;  // null where it is null

    const json::object* from_;
};

// Errors: invalid `chatwoot.body`.
result<json::value> parse(std::string_view body);

}  // namespace earshot::chatwoot
