#include "app/cli/field_reference.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "app/cli/table.hpp"
#include "app/cli/visible.hpp"
#include "app/configuration_fields.hpp"
#include "base/config_values.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string type_name(const field& one) {
    if (one.type != field_type::choice) return std::string(base::to_string(one.type));
    std::string names;
    for (const std::string_view choice : base::split_list(one.choices ? one.choices : ""))
        names.append(names.empty() ? "one of " : ", ").append(choice);
    return names;
}

std::string default_of(const field& one) {
    if (one.fallback) return one.fallback;
    return one.need == presence::required ? "required" : "-";
}

std::string placeholder(const field& one) {
    if (one.fallback) return one.fallback;
    switch (one.type) {
        case field_type::secret: return std::string("credential:") + one.name;
        case field_type::url: return "https://example.com";
        case field_type::path: return "/absolute/path";
        case field_type::integer: return "1";
        case field_type::boolean: return "false";
        case field_type::duration: return "30s";
        case field_type::size: return "1MiB";
        case field_type::text_list: return "[]";
        case field_type::choice:
            return std::string(base::split_list(one.choices ? one.choices : "").front());
        case field_type::text: return "TEXT";
    }
    return "VALUE";
}

bool is_snake_case(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::ranges::all_of(name, allowed);
}

// The first thing wrong with one field; empty: nothing.
std::string problem_of(const field& one) {
    const std::string_view name = one.name;
    if (!is_snake_case(name)) return "is not written in snake_case";
    if (is_daemons_own(name)) return "is a key of the daemon's own; choose another name";
    if (one.type == field_type::choice && base::split_list(one.choices ? one.choices : "").empty())
        return "is a choice without choices";
    if (one.need == presence::required && one.fallback)
        return "is required and has a default; it can only be one of them";
    if (!one.fallback) return {};
    const auto value = base::read_fallback(one);
    return value ? "" : "has a default that it refuses: " + value.error();
}

}  // namespace

std::string fields_text(std::span<const field> fields, const style& look) {
    if (fields.empty()) return "it has no keys of its own\n";
    table rows({{"KEY"}, {"TYPE"}, {"DEFAULT"}, {"MEANING"}});
    for (const field& one : fields)
        rows.add({one.name, type_name(one), default_of(one), one.description});
    return rows.text(look);
}

json::array fields_json(std::span<const field> fields) {
    json::array out;
    for (const field& one : fields) {
        json::object line;
        line["name"] = one.name;
        line["type"] = std::string(base::to_string(one.type));
        line["required"] = one.need == presence::required;
        line["default"] = one.fallback ? json::value(one.fallback) : json::value(nullptr);
        json::array choices;
        for (const std::string_view choice : base::split_list(one.choices ? one.choices : ""))
            choices.emplace_back(json::string(choice.data(), choice.size()));
        line["choices"] = std::move(choices);
        line["description"] = one.description;
        out.push_back(std::move(line));
    }
    return out;
}

std::string fields_example(std::string_view plugin, std::span<const field> fields) {
    std::string out = "NAME:\n  plugin: " + std::string(plugin) + "\n";
    for (const field& one : fields)
        out.append(one.need == presence::required ? "  " : "  # ")
            .append(one.name)
            .append(": ")
            .append(placeholder(one))
            .append("\n");
    return visible_lines(out);
}

std::vector<std::string> table_problems(std::span<const field> fields) {
    std::vector<std::string> out;
    std::vector<std::string_view> seen;
    for (const field& one : fields) {
        std::string problem = problem_of(one);
        if (problem.empty() && std::ranges::find(seen, one.name) != seen.end())
            problem = "is given twice";
        if (!problem.empty()) out.push_back("the field '" + std::string(one.name) + "' " + problem);
        seen.emplace_back(one.name);
    }
    return out;
}

}  // namespace earshot::app::cli
