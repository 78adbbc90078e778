// Reads members of one of X's JSON objects and remembers the first that is not what it should be,
// so that a reject can name it.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::x {

namespace json = boost::json;

// A member that X is renaming goes by two names. The second is the new one.
struct member_name {
    member_name(const char* only) : old_name(only) {}
    member_name(const char* before, const char* now) : old_name(before), new_name(now) {}

    std::string_view old_name;
    std::string_view new_name;
};

class object_reader {
public:
    explicit object_reader(const json::object& from) : from_(from) {}

    // Absent and null are the same. A value of another type is absent and becomes the problem.
    std::string text(member_name name);
    std::string id(member_name name);  // decimal digits; X never means a number by it
    const json::object* object(member_name name);
    const json::array* array(member_name name);
    std::optional<std::int64_t> integer(member_name name);
    bool boolean(member_name name);

    // Empty and absent becomes the problem.
    std::string required_text(member_name name);
    std::string required_id(member_name name);

    void complain(std::string_view member, std::string_view expected);
    bool good() const { return problem_.empty(); }
    const std::string& problem() const { return problem_; }  // `text: a string is expected`

private:
    const json::value* find(member_name name) const;

    const json::object& from_;
    std::string problem_;
};

std::string_view view(const json::string& text);

// Parses a whole body, at most 32 levels deep. Errors: invalid `x.body`.
result<json::value> parse_body(std::string_view body);

}  // namespace earshot::x
