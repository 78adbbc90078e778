// What systemd is told: ready, reloading, stopping, and that work goes on.
#pragma once

#include <optional>
#include <string>

#include "earshot/time.hpp"

namespace earshot::app {

// Without a service manager every call does nothing.
class service_manager {
public:
    void ready();
    void reloading();
    void stopping();
    void status(const std::string& line);  // shown by `systemctl status`

    // How often to prove progress; nothing: nobody watches.
    std::optional<duration> watchdog_interval() const;
    void progress();
};

}  // namespace earshot::app
