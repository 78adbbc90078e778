// Rule files into a rule_set. Everything that is wrong in all of them is collected; a set that was
// read with problems is not to be used.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/config_problems.hpp"
#include "rules/rule_set.hpp"

namespace earshot::rules {

inline constexpr std::size_t max_rules = 100'000;  // of all files
inline constexpr std::size_t max_tests = 100'000;
inline constexpr std::size_t max_files = 1'000;
inline constexpr std::size_t max_file = 32 << 20;  // bytes

struct rule_file {
    std::string name;
    std::string_view bytes;
};

// In the order given. Pure.
rule_set read_rules(std::span<const rule_file> files, base::config_problems& problems);

// A file, or every *.yaml in a folder in the order of their names. Reads files. Errors: permanent,
// where one cannot be read at all, or there are too many.
result<rule_set> load_rules(const std::filesystem::path& path, base::config_problems& problems);

}  // namespace earshot::rules
