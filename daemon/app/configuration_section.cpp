#include "app/configuration_section.hpp"

#include "base/config_fields.hpp"
#include "earshot/time.hpp"

namespace earshot::app {

using base::config_node;
using base::config_problems;
using shape = config_node::shape;

section_reader::section_reader(const config_node& node, std::span<const field> table,
                               std::span<const std::string_view> also, config_problems& problems)
    : node_(node),
      problems_(problems),
      values_(base::check_fields(node, table, also, "the daemon", problems)) {}

std::string section_reader::text(const char* name) const {
    return values_.has(name) ? values_.text(name) : std::string();
}

std::vector<std::string> section_reader::list(const char* name) const {
    return values_.has(name) ? values_.list(name) : std::vector<std::string>();
}

std::int64_t section_reader::number(const char* name, std::int64_t least, std::int64_t most) const {
    if (!values_.has(name)) return least;
    const std::int64_t value = values_.integer(name);
    if (value >= least && value <= most) return value;
    problem(name, "must lie between " + std::to_string(least) + " and " + std::to_string(most) +
                      "; write a number in between");
    return least;
}

bool section_reader::flag(const char* name) const {
    return values_.has(name) && values_.boolean(name);
}

std::size_t section_reader::size(const char* name) const {
    if (!values_.has(name)) return 1'024;
    const std::int64_t value = values_.integer(name);
    if (value < 1'024 || value > 1 << 30)
        problem(name, "must lie between 1KiB and 1GiB; write a size in between");
    return static_cast<std::size_t>(value);
}

duration section_reader::span(const char* name, duration least, duration most) const {
    if (!values_.has(name)) return least;
    const duration value = values_.span(name);
    if (value < least || value > most)
        problem(name, "must lie between " + format_duration(least) + " and " +
                          format_duration(most) + "; write a duration in between");
    return value;
}

void section_reader::problem(std::string_view name, const std::string& why) const {
    const config_node* value = node_.find(name);
    problems_.add(value ? value->at() : node_.at(), "'" + std::string(name) + "' " + why);
}

config_node group(const config_node& parent, std::string_view name, config_problems& problems) {
    const config_node* found = parent.find(name);
    if (found && found->is() == shape::mapping) return *found;
    if (found && found->is() != shape::nothing)
        problems.add(found->at(), "'" + std::string(name) + "' expects a mapping, found " +
                                      std::string(to_string(found->is())) +
                                      "; write its keys below it, indented");
    return {found ? found->at() : parent.at(), std::vector<base::config_member>()};
}

}  // namespace earshot::app
