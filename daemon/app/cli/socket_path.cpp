#include "app/cli/socket_path.hpp"

#include "app/configuration.hpp"

namespace earshot::app::cli {

namespace {

std::string socket_in(const base::config_node& root) {
    base::config_problems ignored;  // other parts may be wrong: the daemon runs all the same
    return read_configuration(root, ignored).control_socket.string();
}

}  // namespace

result<std::string> find_socket(const std::string& socket, const std::string& config) {
    if (!socket.empty()) return socket;
    base::config_problems problems;
    const auto root = base::load_config(
        config.empty() ? std::string(default_configuration_file) : config, problems);
    if (root && problems.empty())
        if (std::string found = socket_in(*root); !found.empty()) return found;
    if (config.empty()) return default_control_socket;
    return fail(error_kind::invalid, "command.config",
                root ? config + " does not say where the control socket is; `earshot check " +
                           config + "` says what is wrong with it"
                     : root.error().detail);
}

}  // namespace earshot::app::cli
