// A mapping of the configuration checked against a table of fields. The daemon's own sections and
// every plugin's part go through here, so that all are refused in the same words.
#pragma once

#include <span>
#include <string_view>

#include "base/config_tree.hpp"
#include "earshot/settings.hpp"

namespace earshot::base {

// Checked values, defaults filled in. Whatever is wrong goes to `problems` and is left out of the
// result, so the result is complete only when no problem was added. `also` are keys of the same
// mapping that somebody else checks: they are known, and not read. `owner` is who has the table,
// for messages about keys that are missing: `the plugin x`.
settings check_fields(const config_node& mapping, std::span<const field> table,
                      std::span<const std::string_view> also, std::string_view owner,
                      config_problems& problems);

// Adds a problem for every key that is not among `known`.
void check_keys(const config_node& mapping, std::span<const std::string_view> known,
                config_problems& problems);

}  // namespace earshot::base
