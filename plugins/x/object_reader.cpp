#include "x/object_reader.hpp"

#include <boost/json.hpp>

#include "earshot/json_text.hpp"
#include "x/account.hpp"

namespace earshot::x {

namespace {

json::string_view key(std::string_view name) { return {name.data(), name.size()}; }

}  // namespace

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

const json::value* object_reader::find(member_name name) const {
    const json::value* found = from_.if_contains(key(name.old_name));
    if (!found && !name.new_name.empty()) found = from_.if_contains(key(name.new_name));
    return found && !found->is_null() ? found : nullptr;
}

void object_reader::complain(std::string_view member, std::string_view expected) {
    if (problem_.empty()) problem_ = std::string(member) + ": " + std::string(expected);
}

std::string object_reader::text(member_name name) {
    const json::value* found = find(name);
    if (!found) return {};
    if (const json::string* held = found->if_string()) return std::string(view(*held));
    complain(name.old_name, "a string is expected");
    return {};
}

std::string object_reader::id(member_name name) {
    std::string found = text(name);
    if (found.empty() || is_id(found)) return found;
    complain(name.old_name, "1 to 19 digits are expected");
    return {};
}

const json::object* object_reader::object(member_name name) {
    const json::value* found = find(name);
    if (!found) return nullptr;
    if (!found->is_object()) complain(name.old_name, "an object is expected");
    return found->if_object();
}

const json::array* object_reader::array(member_name name) {
    const json::value* found = find(name);
    if (!found) return nullptr;
    if (!found->is_array()) complain(name.old_name, "an array is expected");
    return found->if_array();
}

std::optional<std::int64_t> object_reader::integer(member_name name) {
    const json::value* found = find(name);
    if (!found) return std::nullopt;
    if (const std::int64_t* held = found->if_int64()) return *held;
    complain(name.old_name, "a whole number is expected");
    return std::nullopt;
}

bool object_reader::boolean(member_name name) {
    const json::value* found = find(name);
    if (!found) return false;
    if (const bool* held = found->if_bool()) return *held;
    complain(name.old_name, "true or false is expected");
    return false;
}

std::string object_reader::required_text(member_name name) {
    std::string found = text(name);
    if (found.empty()) complain(name.old_name, "it is missing");
    return found;
}

std::string object_reader::required_id(member_name name) {
    std::string found = id(name);
    if (found.empty()) complain(name.old_name, "it is missing");
    return found;
}

result<json::value> parse_body(std::string_view body) {
    json::error_code problem;
    json::value parsed = json::parse(without_lone_surrogates(body), problem);
    if (problem)
        return fail(error_kind::invalid, "x.body",
                    "X's text is not JSON: " + problem.message() + " in " +
                        std::to_string(body.size()) + " bytes");
    return parsed;
}

}  // namespace earshot::x
