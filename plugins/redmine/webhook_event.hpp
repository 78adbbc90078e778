// The webhooks of Redmine 7: one event a request, `{"type", "timestamp", "data": {"issue",
// "journal"}}`. Only answers are read from them; changes come with the next poll. Pure.
#pragma once

#include <string_view>

#include "redmine/issue_reader.hpp"

namespace earshot::redmine {

// An event that is nothing to us gives an empty batch; so does a note that does not say that it is
// not private, because the poll will know. Errors: invalid `redmine.body`.
result<batch> read_event(std::string_view body, const reading& with);

}  // namespace earshot::redmine
