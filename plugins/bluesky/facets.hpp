// Marked parts of a post, as the AT Protocol has them: with offsets in bytes of UTF-8. Pure.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"

namespace earshot::bluesky {

// In code points, in their order. What does not begin and end between two characters of `text`, or
// is not what it should be, is left out: a wrong mark is no reason to lose a post.
std::vector<entity> read_facets(const boost::json::object& record, std::string_view text);

// Whether any part of the record marks this account, wherever in the text.
bool mentions(const boost::json::object& record, std::string_view did);

}  // namespace earshot::bluesky
