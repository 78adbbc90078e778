// How long the platform takes a text to be (twitter-text configuration version 3), roughly: emoji
// are joined by a few simple rules, and only links with a scheme are links.
#pragma once

#include <string_view>

namespace earshot::twins::x {

inline constexpr int max_weight = 280;

int weight_of(std::string_view text);

}  // namespace earshot::twins::x
