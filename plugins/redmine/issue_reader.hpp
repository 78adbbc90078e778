// What people did with an issue: its journals become answers and changes. Pure; the same journal
// gives the same ids, whether it came by poll or by webhook.
#pragma once

#include <set>
#include <string>

#include "earshot/batch.hpp"
#include "redmine/json.hpp"
#include "redmine/site.hpp"

namespace earshot::redmine {

struct reading {
    const site& at;
    std::string origin;            // the instance's name
    std::string own_user;          // its number; empty: not known, then its marks tell
    std::set<std::string> closed;  // statuses
    timestamp floor;               // journals before it are not looked at
};

// All journals of an issue, as `GET /issues/N.json?include=journals` gives it.
void read_issue(const json::value& body, const reading& with, batch& into);

// One journal as an answer; nothing where it is none. Private notes and our own never are.
void read_answer(const object_view& journal, const std::string& case_key, const reading& with,
                 batch& into);

}  // namespace earshot::redmine
