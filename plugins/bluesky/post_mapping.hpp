// From a post as the server shows it to a message. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "bluesky/account.hpp"
#include "earshot/message.hpp"

namespace earshot::bluesky {

// `post` is a view of a post or a notification: they share the members that are needed. `did` is
// our own. Errors: invalid `bluesky.post`, whose detail names the member that is not what it
// should be.
result<message> map_post(const boost::json::object& post, const account& to, std::string_view did);

// That a post is gone, as seen at `now`.
message deletion_of(const std::string& uri, const account& to, std::string_view did, timestamp now);

// When the post was written: what its author claims, but never later than the server saw it.
// Nothing where neither says.
std::optional<timestamp> time_of(const boost::json::object& post);

}  // namespace earshot::bluesky
