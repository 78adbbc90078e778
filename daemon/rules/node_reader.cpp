#include "rules/node_reader.hpp"

#include <algorithm>
#include <charconv>

#include "base/config_suggest.hpp"

namespace earshot::rules {

using shape = base::config_node::shape;

namespace {

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t out = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool all = problem == std::errc{} && stop == text.data() + text.size();
    return all && is_digit(text.front()) ? std::optional(out) : std::nullopt;
}

}  // namespace

bool is_identifier(std::string_view text) {
    return !text.empty() && text.size() <= max_name && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
    });
}

void node_reader::problem(const base::config_mark& at, std::string_view text) {
    problems_.add(at, owner_.empty() ? std::string(text) : owner_ + ": " + std::string(text));
}

bool node_reader::mapping(const base::config_node& node, std::string_view what,
                          const base::config_mark& at) {
    if (node.is() == shape::mapping && !node.members().empty()) return true;
    if (node.is() == shape::mapping || node.is() == shape::nothing)
        problem(at, std::string(what) + " is empty; write something under it, or remove it");
    else
        problem(node.at(), std::string(what) + " is a mapping, and here is " +
                               std::string(to_string(node.is())));
    return false;
}

void node_reader::check_keys(const base::config_node& node, std::span<const std::string_view> known,
                             std::string_view kind) {
    for (const base::config_member& member : node.members())
        if (std::ranges::find(known, member.key) == known.end())
            problem(member.at, "unknown " + std::string(kind) + " " + in_quotes(member.key) + "; " +
                                   base::suggestion(member.key, known));
}

std::optional<std::string> node_reader::text(const base::config_member& from) {
    if (from.value.is() != shape::text) {
        problem(from.value.at(), in_quotes(from.key) + " is a text, and here is " +
                                     std::string(to_string(from.value.is())));
        return std::nullopt;
    }
    if (!from.value.text().empty()) return from.value.text();
    problem(from.value.at(), in_quotes(from.key) + " is empty; write something, or remove it");
    return std::nullopt;
}

std::vector<read_text> node_reader::texts(const base::config_member& from) {
    std::vector<read_text> out;
    const auto add = [&](const base::config_node& node) {
        if (node.is() == shape::text && !node.text().empty())
            out.push_back({node.text(), node.at()});
        else if (node.is() == shape::text || node.is() == shape::nothing)
            problem(node.at(), in_quotes(from.key) + " has an empty text; write one, or remove it");
        else
            problem(node.at(), in_quotes(from.key) + " is a list of texts, and in it is " +
                                   std::string(to_string(node.is())));
    };
    if (from.value.is() != shape::list) {
        add(from.value);
    } else if (from.value.items().empty()) {
        problem(from.value.at(), in_quotes(from.key) + " is an empty list; nothing can match it");
    } else if (from.value.items().size() > max_listed) {
        problem(from.value.at(), in_quotes(from.key) + " lists more than " +
                                     std::to_string(max_listed) + "; split the rule");
    } else {
        for (const base::config_node& item : from.value.items()) add(item);
    }
    return out;
}

bool node_reader::known_choice(const read_text& one, std::string_view key,
                               std::span<const std::string_view> known) {
    if (std::ranges::find(known, one.text) != known.end()) return true;
    problem(one.at, in_quotes(one.text) + " is not for " + in_quotes(key) + "; " +
                        base::suggestion(one.text, known));
    return false;
}

std::vector<std::string> node_reader::choices(const base::config_member& from,
                                              std::span<const std::string_view> known) {
    std::vector<std::string> out;
    for (read_text& one : texts(from))
        if (known_choice(one, from.key, known)) out.push_back(std::move(one.text));
    return out;
}

std::optional<std::string> node_reader::choice(const base::config_member& from,
                                               std::span<const std::string_view> known) {
    const auto said = text(from);
    if (!said || !known_choice({*said, from.value.at()}, from.key, known)) return std::nullopt;
    return said;
}

bool node_reader::good_identifier(const read_text& one, std::string_view kind) {
    if (is_identifier(one.text)) return true;
    problem(one.at, in_quotes(one.text) + " is not " + std::string(kind) +
                        "; one is of small letters, digits and _, and at most " +
                        std::to_string(max_name) + " long");
    return false;
}

std::vector<std::string> node_reader::identifiers(const base::config_member& from,
                                                  std::string_view kind) {
    std::vector<std::string> out;
    for (read_text& one : texts(from))
        if (good_identifier(one, kind)) out.push_back(std::move(one.text));
    return out;
}

std::optional<std::string> node_reader::identifier(const base::config_member& from,
                                                   std::string_view kind) {
    const auto said = text(from);
    if (!said || !good_identifier({*said, from.value.at()}, kind)) return std::nullopt;
    return said;
}

std::optional<bool> node_reader::yes_no(const base::config_member& from) {
    const auto said = text(from);
    if (!said) return std::nullopt;
    if (*said == "yes" || *said == "true") return true;
    if (*said == "no" || *said == "false") return false;
    problem(from.value.at(), in_quotes(from.key) + " is yes or no, not " + in_quotes(*said));
    return std::nullopt;
}

std::optional<std::int64_t> node_reader::number(const base::config_member& from) {
    const auto said = text(from);
    if (!said) return std::nullopt;
    if (const auto value = whole_number(*said)) return value;
    problem(from.value.at(),
            in_quotes(from.key) + " is a whole number of 0 or more, not " + in_quotes(*said));
    return std::nullopt;
}

std::optional<int> node_reader::minute_of_day(const base::config_member& from) {
    const auto said = text(from);
    if (!said) return std::nullopt;
    const std::string_view time = *said;
    if (time.size() == 5 && time[2] == ':') {
        const auto hour = whole_number(time.substr(0, 2));
        const auto minute = whole_number(time.substr(3));
        const bool good = hour && minute && *hour <= 24 && *minute < 60;
        if (good && (*hour < 24 || *minute == 0)) return static_cast<int>(*hour * 60 + *minute);
    }
    problem(from.value.at(),
            in_quotes(from.key) + " is a time such as \"06:30\", not " + in_quotes(time));
    return std::nullopt;
}

}  // namespace earshot::rules
