#include "base/config_fields.hpp"

#include <algorithm>
#include <map>

#include "base/config_suggest.hpp"
#include "base/config_values.hpp"

namespace earshot::base {

namespace {

using shape = config_node::shape;
using values = std::map<std::string, settings::value, std::less<>>;

std::string named(const field& about) { return "'" + std::string(about.name) + "'"; }

// What a person could write for a field that is missing.
std::string_view example(field_type type) {
    switch (type) {
        case field_type::text: return "TEXT";
        case field_type::integer: return "10";
        case field_type::boolean: return "true";
        case field_type::duration: return "30s";
        case field_type::size: return "1MiB";
        case field_type::url: return "https://HOST/PATH";
        case field_type::path: return "/ABSOLUTE/PATH";
        case field_type::secret: return "credential:NAME";
        case field_type::text_list: return "[ONE, TWO]";
        case field_type::choice: return "CHOICE";
    }
    return "VALUE";
}

class mapping_check {
public:
    mapping_check(const config_node& mapping, std::string_view owner, config_problems& problems)
        : mapping_(mapping), owner_(owner), problems_(problems) {}

    void check(const field& about) {
        const auto member = std::ranges::find(mapping_.members(), about.name, &config_member::key);
        if (member == mapping_.members().end()) return absent(about);
        if (member->value.is() == shape::nothing) return empty(about, *member);
        if (about.type == field_type::text_list) return list(about, member->value);
        single(about, member->value);
    }

    settings result() && { return settings(std::move(values_)); }

private:
    void absent(const field& about) {
        if (about.fallback) return fallback(about);
        if (about.need == presence::required)
            problems_.add(mapping_.at(), named(about) + " is missing, and " + std::string(owner_) +
                                             " needs it; add `" + about.name + ": " +
                                             std::string(example(about.type)) + "` (" +
                                             about.description + ")");
    }

    void fallback(const field& about) {
        auto value = read_fallback(about);
        if (value)
            values_.emplace(about.name, std::move(*value));
        else
            problems_.add(mapping_.at(),
                          "the default of " + named(about) + " is wrong: " + value.error() +
                              "; report this to whoever made " + std::string(owner_));
    }

    void empty(const field& about, const config_member& member) {
        problems_.add(member.at, named(about) + " has no value; write `" + about.name + ": " +
                                     std::string(example(about.type)) + "` or remove the key");
    }

    void single(const field& about, const config_node& node) {
        if (node.is() != shape::text) return wrong_shape(about, node, "one value");
        if (node.text().empty() && about.need == presence::required)
            return problems_.add(node.at(), named(about) + " is empty; write a value");
        auto value = read_value(about, node.text());
        if (value)
            values_.emplace(about.name, std::move(*value));
        else
            problems_.add(node.at(), named(about) + ": " + value.error());
    }

    void list(const field& about, const config_node& node) {
        if (node.is() != shape::list) return wrong_shape(about, node, "a list");
        std::vector<std::string> items;
        for (const config_node& item : node.items()) {
            if (item.is() == shape::text)
                items.push_back(item.text());
            else
                wrong_shape(about, item, "texts in its list");
        }
        values_.emplace(about.name, std::move(items));
    }

    void wrong_shape(const field& about, const config_node& found, std::string_view wanted) {
        problems_.add(found.at(), named(about) + " expects " + std::string(wanted) + ", found " +
                                      std::string(to_string(found.is())) + "; write `" +
                                      about.name + ": " + std::string(example(about.type)) + "`");
    }

    const config_node& mapping_;
    std::string_view owner_;
    config_problems& problems_;
    values values_;
};

}  // namespace

void check_keys(const config_node& mapping, std::span<const std::string_view> known,
                config_problems& problems) {
    for (const config_member& member : mapping.members())
        if (std::ranges::find(known, member.key) == known.end())
            problems.add(member.at,
                         "unknown key '" + member.key + "'; " + suggestion(member.key, known));
}

settings check_fields(const config_node& mapping, std::span<const field> table,
                      std::span<const std::string_view> also, std::string_view owner,
                      config_problems& problems) {
    std::vector<std::string_view> known(also.begin(), also.end());
    for (const field& about : table) known.emplace_back(about.name);
    check_keys(mapping, known, problems);
    mapping_check check(mapping, owner, problems);
    for (const field& about : table) check.check(about);
    return std::move(check).result();
}

}  // namespace earshot::base
