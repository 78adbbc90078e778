// Marked parts of a text: mentions, tags and links, in the shapes of API v2 and v1.1.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"

namespace earshot::x {

// Offsets are code points, the end exclusive. What does not lie within `text`, or is not what it
// should be, is left out: a wrong mark is no reason to lose a message.
std::vector<entity> read_entities(const boost::json::object* entities, std::string_view text);

// The post that a link leads to, where it leads to one: handle and id.
struct post_link {
    std::string_view handle;
    std::string_view id;
};
post_link read_post_link(std::string_view url);  // empty members: it leads elsewhere

}  // namespace earshot::x
