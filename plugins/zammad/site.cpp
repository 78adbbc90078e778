#include "zammad/site.hpp"

#include <algorithm>
#include <stdexcept>

namespace earshot::zammad {

namespace {

bool has(const std::vector<std::string>& list, std::string_view one) {
    return std::ranges::find(list, one) != list.end();
}

// Zammad's own rule for names of attributes.
bool is_attribute(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::array<std::string, 4> priorities_from(const std::vector<std::string>& names) {
    std::array<std::string, 4> made;
    if (names.size() != made.size())
        throw std::invalid_argument(
            "priorities needs four names of Zammad's priorities, for the urgencies low, normal, "
            "high and now");
    std::ranges::copy(names, made.begin());
    return made;
}

}  // namespace

bool site::is_closed(std::string_view state) const { return has(closed_states, state); }

bool site::is_answer(std::string_view type) const { return has(answer_types, type); }

site site_from(const settings& given) {
    site made;
    made.url = given.base_url("url");
    made.group = given.text("group");
    made.case_field = given.text("case_field");
    made.article_type = given.text("article_type");
    made.answer_types = given.list("answer_types");
    made.closed_states = given.list("closed_states");
    made.open_state = given.text("open_state");
    made.priorities = priorities_from(given.list("priorities"));
    made.rescan = given.span("rescan");
    made.hooks = given.has("webhook_secret");
    if (!is_attribute(made.case_field))
        throw std::invalid_argument("case_field is '" + made.case_field +
                                    "', but names of Zammad's attributes are small letters, "
                                    "digits and _");
    return made;
}

}  // namespace earshot::zammad
