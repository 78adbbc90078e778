// Pictures and films of posts and direct messages.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "earshot/message.hpp"

namespace earshot::x {

// From `includes.media` of API v2.
attachment read_media_object(const boost::json::object& media);

// From `entities.media` of API v1.1 and of direct messages.
attachment read_legacy_media(const boost::json::object& media);

// From a media key alone, `3_2028000000000000001`: the number before the _ is the type.
attachment attachment_from_key(const std::string& key);

}  // namespace earshot::x
