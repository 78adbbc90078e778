// What in the text of an answer is a mention, a link or a tag. Bluesky shows and notifies only what
// is marked as such, in bytes. The rules are those of its own apps. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"

namespace earshot::bluesky {

struct mark {
    entity_kind kind = entity_kind::link;  // mention, link or hashtag
    std::size_t begin = 0;                 // bytes, `end` exclusive
    std::size_t end = 0;
    std::string value;  // the handle, in lower case; the address; the tag

    bool operator==(const mark&) const = default;
};

// In their order, without overlaps.
std::vector<mark> find_marks(std::string_view text);

}  // namespace earshot::bluesky
