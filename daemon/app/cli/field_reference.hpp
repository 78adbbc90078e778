// A field table for people: as a table, as JSON, and as the beginning of a configuration.
#pragma once

#include <boost/json/array.hpp>
#include <span>
#include <string>
#include <vector>

#include "app/cli/style.hpp"
#include "earshot/settings.hpp"

namespace earshot::app::cli {

std::string fields_text(std::span<const field> fields, const style& look);
boost::json::array fields_json(std::span<const field> fields);

// YAML to paste: what is required, and the rest commented out with its defaults.
std::string fields_example(std::string_view plugin, std::span<const field> fields);

// What is wrong with the table itself: defaults that its own types refuse, names that are no
// snake_case nouns or are given twice or are the daemon's, choices without choices.
std::vector<std::string> table_problems(std::span<const field> fields);

}  // namespace earshot::app::cli
