// Brings a file's tables up to date, step by step, each in a transaction of its own.
#pragma once

#include <span>

#include "store/database.hpp"

namespace earshot::stores {

// `steps[n]` leads from version n to n + 1; the version is kept in the file. A step that was
// released is never changed. Throws `failure`, also `SCOPE.newer` (permanent) for a file that a
// newer program has written.
void migrate(database& file, std::span<const char* const> steps);

// How many of the steps the file has behind it. Throws `failure` as `migrate` does.
std::size_t version_of(database& file, std::span<const char* const> steps);

}  // namespace earshot::stores
