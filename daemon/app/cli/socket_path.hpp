// Where the daemon's control socket is, from what the operator said.
#pragma once

#include <string>

#include "earshot/error.hpp"

namespace earshot::app::cli {

// `socket` where given; else what the configuration says: that of `config` where given, else the
// usual one if it is there and good; else the default. Errors: invalid `command.config`, when the
// configuration that was named cannot be read.
result<std::string> find_socket(const std::string& socket, const std::string& config);

}  // namespace earshot::app::cli
