// From the plugins of a directory to what checking a configuration needs of them.
#pragma once

#include "app/configuration.hpp"
#include "plugins/catalog.hpp"

namespace earshot::app::cli {

// Refers to `from`. A plugin that is there but was refused is answered with the reason.
plugin_lookup outlines_of(const plugins::catalog& from);

plugin_outline outline_of(const plugins::library& from);

}  // namespace earshot::app::cli
