// From the plugins of a directory to what checking a configuration needs of them.
#pragma once

#include "app/configuration.hpp"
#include "plugins/catalog.hpp"

namespace earshot::app {

// Refers to `from`. A plugin that is there but was refused is answered with the reason.
plugin_lookup lookup_in(const plugins::catalog& from);

}  // namespace earshot::app
