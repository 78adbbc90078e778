// From a post as X API v2 gives it to a message. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "earshot/message.hpp"
#include "x/account.hpp"
#include "x/included.hpp"

namespace earshot::x {

// All versions of an edited post share the id of the first, which is the message's object_id; a
// later version has its own id as revision and is of kind edit.
// Errors: invalid `x.post`, whose detail names the member that is not what it should be.
result<message> map_post(const boost::json::object& post, const included& with, const account& to);

// `https://x.com/HANDLE/status/ID`; without a handle X's own form that needs none.
std::string permalink(std::string_view handle, std::string_view post_id);

// What every message of this account has in common.
message new_message(const account& to, const boost::json::object& raw);

direction direction_of(const std::string& author_id, const account& to);

}  // namespace earshot::x
