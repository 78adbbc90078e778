// Links in a text as X finds them: each counts the same, and each is replaced by a short one of
// X's own when the text is posted. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::x {

struct link {
    std::size_t begin = 0;  // bytes, `end` exclusive
    std::size_t end = 0;

    bool operator==(const link&) const = default;
};

// With `http://` or `https://`, any host of two labels or more; without, only one that ends in a
// known top-level domain (top_level_domains.hpp). A label is at most 63 bytes in its ASCII form.
std::vector<link> find_links(std::string_view text);

// The text with `mark` in the place of each link.
std::string replace_links(std::string_view text, std::string_view mark);

}  // namespace earshot::x
