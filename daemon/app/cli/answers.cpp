#include "app/cli/answers.hpp"

#include <boost/json.hpp>

#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

const json::value* find(const json::object& from, std::string_view name) {
    return from.if_contains(json::string_view(name.data(), name.size()));
}

}  // namespace

std::string text_of(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const json::string* text = found ? found->if_string() : nullptr;
    return text ? std::string(text->data(), text->size()) : std::string();
}

std::int64_t number_of(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const std::int64_t* number = found ? found->if_int64() : nullptr;
    return number ? *number : 0;
}

bool flag_of(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    return found && found->is_bool() && found->get_bool();
}

const json::object& object_of(const json::object& from, std::string_view name) {
    static const json::object nothing;
    const json::value* found = find(from, name);
    return found && found->is_object() ? found->get_object() : nothing;
}

const json::array& list_of(const json::object& from, std::string_view name) {
    static const json::array nothing;
    const json::value* found = find(from, name);
    return found && found->is_array() ? found->get_array() : nothing;
}

std::string json_line(const json::object& content) {
    return visible_json(json::serialize(content)) + "\n";
}

}  // namespace earshot::app::cli
