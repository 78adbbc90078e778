// What is attached to a post: images, a video, a card for a link, another post. The record names
// the files; the addresses of what people see stand in the server's view of the post. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "earshot/message.hpp"

namespace earshot::bluesky {

// `post` is a view, or a notification, which has no addresses.
std::vector<attachment> read_attachments(const boost::json::object& post);

// URI of the post that is quoted; empty for none, and for what is no post (a list, a feed).
std::string read_quoted(const boost::json::object& record);

}  // namespace earshot::bluesky
