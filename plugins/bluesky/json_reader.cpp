#include "bluesky/json_reader.hpp"

#include <boost/json.hpp>

#include "earshot/json_text.hpp"

namespace earshot::bluesky {

namespace {

const json::value* find(const json::object& from, std::string_view name) {
    return from.if_contains({name.data(), name.size()});
}

}  // namespace

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

std::string text_at(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const json::string* text = found ? found->if_string() : nullptr;
    return text ? std::string(view(*text)) : std::string();
}

const json::object* object_at(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    return found ? found->if_object() : nullptr;
}

const json::array* array_at(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    return found ? found->if_array() : nullptr;
}

std::optional<std::int64_t> integer_at(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const std::int64_t* number = found ? found->if_int64() : nullptr;
    return number ? std::optional(*number) : std::nullopt;
}

bool flag_at(const json::object& from, std::string_view name) {
    const json::value* found = find(from, name);
    const bool* flag = found ? found->if_bool() : nullptr;
    return flag && *flag;
}

const json::object* object_at(const json::object* from, std::initializer_list<const char*> path) {
    for (const char* name : path) from = from ? object_at(*from, name) : nullptr;
    return from;
}

result<json::object> parse_object(std::string_view body) {
    json::error_code problem;
    json::value parsed = json::parse(without_lone_surrogates(body), problem);
    if (problem || !parsed.is_object())
        return fail(error_kind::invalid, "bluesky.body",
                    "the answer of " + std::to_string(body.size()) + " bytes is not a JSON object" +
                        (problem ? ": " + problem.message() : std::string()));
    return std::move(parsed.get_object());
}

}  // namespace earshot::bluesky
