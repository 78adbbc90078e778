#include "app/cli/answers.hpp"

#include <boost/json.hpp>

#include "app/cli/visible.hpp"
#include "earshot/object_view.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

const json::value* find(const json::object& from, std::string_view name) {
    return from.if_contains(json::string_view(name.data(), name.size()));
}

}  // namespace

std::string text_of(const json::object& from, std::string_view name) {
    return object_view(from).text(name);
}

std::int64_t number_of(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const std::int64_t* number = found ? found->if_int64() : nullptr;
    return number ? *number : 0;
}

bool flag_of(const json::object& from, std::string_view name) {
    return object_view(from).flag(name);
}

const json::object& object_of(const json::object& from, std::string_view name) {
    static const json::object nothing;
    const json::value* found = find(from, name);
    return found && found->is_object() ? found->get_object() : nothing;
}

const json::array& list_of(const json::object& from, std::string_view name) {
    return object_view(from).list(name);
}

std::string json_line(const json::object& content) {
    return visible_json(json::serialize(content)) + "\n";
}

}  // namespace earshot::app::cli
