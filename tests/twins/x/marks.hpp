// The marked parts of a post's text: mentions, hashtags and links, found as the platform finds
// them, with offsets in code points. Links are replaced by short ones, as the platform does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::twins::x {

enum class mark_kind { mention, hashtag, link };

struct mark {
    mark_kind kind = mark_kind::link;
    std::size_t begin = 0;  // code points, `end` exclusive
    std::size_t end = 0;
    std::string value;  // handle or tag without its sign, or the full address
};

struct marked_text {
    std::string text;  // `&`, `<` and `>` escaped, links shortened
    std::vector<mark> marks;

    bool mentions(std::string_view handle) const;
};

marked_text mark_up(std::string_view written);

// Bytes of the link that `text` begins with; 0: none.
std::size_t link_length(std::string_view text);

// Code points, not bytes.
std::size_t code_points(std::string_view text);

// The part of `text` before code point `count`.
std::string_view first_code_points(std::string_view text, std::size_t count);

}  // namespace earshot::twins::x
