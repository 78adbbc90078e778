// Lists of issues: how they are asked for, and what is read of them. Pure.
//
// Redmine ignores a filter on a field that is none: it then lists every issue. What comes back is
// therefore always checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/time.hpp"
#include "redmine/json.hpp"
#include "redmine/site.hpp"

namespace earshot::redmine {

struct listed_issue {
    std::string id;
    std::string case_key;  // empty: it has none, or the field cannot be seen
    timestamp updated;
};

// Issues of any status and project with this case key, the oldest first.
std::string issues_of_case(std::string_view field, std::string_view case_key);

// Issues with any case key, changed at that time or later, in order of change.
std::string issues_changed(std::string_view field, timestamp since, std::size_t skip,
                           std::size_t limit);

// The issue that was changed last.
std::string issue_changed_last(std::string_view field);

std::string case_key_of(const object_view& issue, const site& at);

// Issues about gaps have keys too, but nobody to answer.
bool names_a_case(std::string_view case_key);

std::vector<listed_issue> read_list(const json::value& body, const site& at);

}  // namespace earshot::redmine
