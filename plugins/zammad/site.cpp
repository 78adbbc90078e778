#include "zammad/site.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"

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

std::array<std::string, 4> priorities_from(const settings& given, settings_check& check) {
    std::array<std::string, 4> made;
    const auto& names = given.list("priorities");
    if (names.size() == made.size())
        std::ranges::copy(names, made.begin());
    else
        check.refuse("priorities", "has " + std::to_string(names.size()) +
                                       " names; write four of Zammad's priorities, for the "
                                       "urgencies low, normal, high and now");
    return made;
}

void check_states(const site& made, settings_check& check) {
    if (made.answer_types.empty())
        check.refuse("answer_types",
                     "is empty, so that no answer would ever come back; write types of articles");
    if (made.open_state.empty() || made.is_closed(made.open_state))
        check.refuse("open_state", "is '" + made.open_state +
                                       "', in which nobody works; write a state that is not among "
                                       "closed_states");
}

}  // namespace

bool site::is_closed(std::string_view state) const { return has(closed_states, state); }

bool site::is_answer(std::string_view type) const { return has(answer_types, type); }

site site_from(const settings& given) {
    settings_check check(given);
    site made;
    made.url = given.base_url("url");
    made.group = given.text("group");
    made.case_field = given.text("case_field");
    made.article_type = given.text("article_type");
    made.answer_types = given.list("answer_types");
    made.closed_states = given.list("closed_states");
    made.open_state = given.text("open_state");
    made.priorities = priorities_from(given, check);
    made.rescan = given.span("rescan");
    made.hooks = given.has("webhook_secret");
    check_states(made, check);
    if (!is_attribute(made.case_field))
        check.refuse("case_field", "is '" + made.case_field +
                                       "', no name of Zammad's attributes; write small letters, "
                                       "digits and _");
    check.finish();
    return made;
}

}  // namespace earshot::zammad
