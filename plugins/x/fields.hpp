// Which members and related objects are asked for. X charges for every object it sends, so nothing
// is expanded that the mapping does not use: who is answered or quoted is told by ids and links.
#pragma once

#include <string>

#include "x/account.hpp"

namespace earshot::x {

// For posts of others: `tweet.fields=...&expansions=...`, in the account's spelling.
std::string post_fields(const account& to);

// For posts of our own: enough to recognize one.
std::string own_post_fields(const account& to);

}  // namespace earshot::x
