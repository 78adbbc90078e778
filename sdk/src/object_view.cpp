#include "earshot/object_view.hpp"

#include <charconv>

#include "earshot/json_text.hpp"

namespace earshot {

namespace json = boost::json;

const json::value* object_view::member(std::string_view name) const {
    const json::value* found = from_ ? from_->if_contains({name.data(), name.size()}) : nullptr;
    return found && !found->is_null() ? found : nullptr;
}

bool object_view::named(std::string_view name) const {
    return from_ && from_->contains({name.data(), name.size()});
}

std::string object_view::text(std::string_view name) const {
    const json::value* found = member(name);
    if (!found) return {};
    if (const json::string* held = found->if_string()) return {held->data(), held->size()};
    if (const std::int64_t* number = found->if_int64()) return std::to_string(*number);
    return {};
}

bool object_view::flag(std::string_view name, bool absent) const {
    const json::value* found = member(name);
    const bool* held = found ? found->if_bool() : nullptr;
    return held ? *held : absent;
}

timestamp object_view::time(std::string_view name) const {
    constexpr double year_3000 = 32'503'680'000;
    const json::value* found = member(name);
    if (!found || !found->is_number()) return parse_rfc3339(text(name)).value_or(timestamp{});
    const double seconds = found->to_number<double>();
    if (!(seconds >= 0 && seconds < year_3000)) return {};
    return timestamp(duration(static_cast<std::int64_t>(seconds * 1'000)));
}

const json::array& object_view::list(std::string_view name) const {
    static const json::array none;
    const json::value* found = member(name);
    const json::array* held = found ? found->if_array() : nullptr;
    return held ? *held : none;
}

result<json::value> parse_json(std::string_view body, std::string code) {
    json::error_code problem;
    json::value parsed = json::parse(without_lone_surrogates(body), problem);
    if (problem)
        return fail(error_kind::invalid, std::move(code),
                    "a text of " + std::to_string(body.size()) +
                        " bytes that should be JSON is not: " + problem.message());
    return parsed;
}

json::value id_value(std::string_view id) {
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(id.data(), id.data() + id.size(), number);
    if (wrong == std::errc{} && end == id.data() + id.size()) return number;
    return json::string(id);
}

}  // namespace earshot
