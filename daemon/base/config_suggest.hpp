// Did you mean? For keys, plugins, commands: whatever a person types from memory.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace earshot::base {

// Damerau-Levenshtein (optimal string alignment): insertions, deletions, substitutions and swaps of
// neighbours that turn one into the other. Bytes.
std::size_t edit_distance(std::string_view from, std::string_view to);

// The known word nearest to `word`, or empty where none is near.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

// `did you mean 'account'?`, else `known here: a, b, c`, else `nothing is known here`.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

}  // namespace earshot::base
