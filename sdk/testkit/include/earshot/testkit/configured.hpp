// Settings as the host would hand them over, made from a plugin's field table.
#pragma once

#include <map>
#include <span>
#include <string>

#include "earshot/settings.hpp"

namespace earshot::testkit {

using values = std::map<std::string, settings::value, std::less<>>;

// `given` and, for the rest, the table's fallbacks. Throws std::invalid_argument for an unknown
// field, a required one that is missing, and a value outside its choices.
settings configured(std::span<const field> table, values given);

}  // namespace earshot::testkit
