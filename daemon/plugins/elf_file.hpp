// What a shared object exports, read from its bytes: nothing of it is loaded, nothing runs.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "earshot/error.hpp"

namespace earshot::plugins {

// Errors: invalid `plugin.not_a_library`: not ELF, another machine's, or cut short.
result<std::vector<std::string>> exported_symbols(const std::filesystem::path& file);

}  // namespace earshot::plugins
