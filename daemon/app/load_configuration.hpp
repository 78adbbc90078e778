// From a file to a checked configuration, for the daemon's start and its reload.
#pragma once

#include "app/configuration.hpp"
#include "desk/policy.hpp"

namespace earshot::app {

// Also of an instance whose settings its plugin refuses.
enum class missing_plugin : std::uint8_t {
    refuse,     // at a reload: the configuration is refused as a whole
    leave_out,  // at the start: it keeps its queue and waits, the others work
};

// A configuration, and the rules and models that it names.
struct loaded_configuration {
    configuration written;
    desk::knowledge known;
};

// Errors: invalid `configuration`, with every problem as a line `FILE:LINE:COLUMN: ...`; permanent,
// where the file cannot be read.
result<loaded_configuration> load_configuration(const std::string& file,
                                                const plugin_lookup& plugins,
                                                missing_plugin policy);

// The daemon's own part alone, to know where the plugins are. Errors: the same.
result<configuration> load_daemon_part(const std::string& file);

}  // namespace earshot::app
