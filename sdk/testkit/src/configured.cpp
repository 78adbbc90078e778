#include "earshot/testkit/configured.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "earshot/time.hpp"

namespace earshot::testkit {

namespace {

[[noreturn]] void complain(std::string_view name, const std::string& why) {
    throw std::invalid_argument("the field " + std::string(name) + " " + why);
}

std::int64_t number(std::string_view name, std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
        {{"", 1}, {"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit(end, text.data() + text.size());
    for (const auto& [known, factor] : units)
        if (problem == std::errc{} && unit == known) return count * factor;
    complain(name, "has the fallback '" + std::string(text) + "', which is not a number");
}

std::vector<std::string> items(std::string_view text) {
    std::vector<std::string> found;
    while (!text.empty()) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        const std::size_t comma = std::min(text.find(','), text.size());
        found.emplace_back(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return found;
}

std::vector<std::string> list(std::string_view name, std::string_view text) {
    if (!text.starts_with('[') || !text.ends_with(']'))
        complain(name, "has a fallback that is not a list; write [a, b]");
    return items(text.substr(1, text.size() - 2));
}

settings::value fallback(const field& one) {
    const std::string_view text = one.fallback;
    switch (one.type) {
        case field_type::integer:
        case field_type::size: return number(one.name, text);
        case field_type::boolean: return text == "true";
        case field_type::text_list: return list(one.name, text);
        case field_type::duration: {
            const auto length = parse_duration(text);
            if (!length) complain(one.name, "has a fallback that is not a duration");
            return *length;
        }
        default: return std::string(text);
    }
}

void check_choice(const field& one, const settings::value& given) {
    if (one.type != field_type::choice) return;
    const auto* text = std::get_if<std::string>(&given);
    const auto choices = items(one.choices);
    if (!text || std::ranges::find(choices, *text) == choices.end())
        complain(one.name, "must be one of " + std::string(one.choices));
}

}  // namespace

settings configured(std::span<const field> table, values given) {
    values known;
    for (const field& one : table) {
        if (auto node = given.extract(one.name)) {
            check_choice(one, node.mapped());
            known.insert(std::move(node));
        } else if (one.fallback) {
            known.emplace(one.name, fallback(one));
        } else if (one.need == presence::required) {
            complain(one.name, "is required");
        }
    }
    if (!given.empty()) complain(given.begin()->first, "is not in the table");
    return settings(std::move(known));
}

}  // namespace earshot::testkit
