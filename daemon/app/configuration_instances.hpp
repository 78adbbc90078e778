// The part of the configuration that names plugins: accounts and sinks. Used by configuration.cpp.
#pragma once

#include "app/configuration.hpp"

namespace earshot::app {

// Reads `accounts` and `sinks` below `root` into `out`.
void read_instances(const base::config_node& root, configuration& out,
                    base::config_problems& problems);

}  // namespace earshot::app
