// What people did with a ticket: articles become answers, states and owners become changes. Pure;
// the same article gives the same id, whether it came by poll or by webhook.
#pragma once

#include <string>
#include <string_view>

#include "earshot/batch.hpp"
#include "earshot/service/text.hpp"
#include "zammad/json.hpp"
#include "zammad/site.hpp"

namespace earshot::zammad {

struct reading {
    const site& at;
    const text& words;     // for articles in HTML
    std::string origin;    // the instance's name
    std::string own_user;  // its number; empty: not known, then the marks tell
    timestamp floor;       // what is older is not looked at
};

// Public articles by agents, of the types that are answers. What should be one and cannot be read
// becomes a reject.
void read_article(const json::value& article, const std::string& case_key, const reading& with,
                  batch& into);

void read_changes(const object_view& ticket, const std::string& case_key, const reading& with,
                  batch& into);

// The body of a webhook, `{"ticket", "article"}`. A ticket without our case key gives an empty
// batch: the next poll knows whether it is ours. Errors: invalid `zammad.body`.
result<batch> read_event(std::string_view body, const reading& with);

}  // namespace earshot::zammad
