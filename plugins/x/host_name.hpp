// Which names of hosts make a link, by the rules of X. Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace earshot::x {

inline constexpr std::size_t longest_link = 4'096;

// Bytes of the longest host that begins the text, 0 where none does. After a scheme any top-level
// domain of letters will do; without one it must be known (top_level_domains.hpp).
std::size_t host_length(std::string_view text, bool schemed);

}  // namespace earshot::x
