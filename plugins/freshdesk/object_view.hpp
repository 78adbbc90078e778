// Reads a JSON object of somebody else's leniently: what is absent or of another type is empty.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot::freshdesk {

namespace json = boost::json;

// A view: the object outlives it. Null reads as an object without members.
class object_view {
public:
    object_view(const json::value* from) : from_(from ? from->if_object() : nullptr) {}

    explicit operator bool() const { return from_ != nullptr; }

    std::string text(std::string_view name) const;  // a number as its digits
    bool flag(std::string_view name) const;
    bool has(std::string_view name) const { return member(name) != nullptr; }
    bool named(std::string_view name) const;      // also where it is null
    timestamp time(std::string_view name) const;  // the epoch: absent or no time
    object_view object(std::string_view name) const { return member(name); }
    const json::array& list(std::string_view name) const;

private:
    const json::value* member(std::string_view name) const;  // null where it is null

    const json::object* from_;
};

// Errors: invalid `freshdesk.body`.
result<json::value> parse(std::string_view body);

}  // namespace earshot::freshdesk
