// What the operating system says about a file, as an error for an operator.
#pragma once

#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::plugins {

// `what` was tried: `append to`. `number` is an errno.
error file_error(std::string_view what, const std::string& path, int number);

}  // namespace earshot::plugins
