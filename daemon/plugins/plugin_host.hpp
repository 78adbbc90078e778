// The host as a plugin sees it: its name, its settings, and the services by id.
#pragma once

#include <string>

#include "earshot/host.hpp"
#include "plugins/instance_log.hpp"
#include "plugins/instance_metrics.hpp"
#include "plugins/service_set.hpp"

namespace earshot::plugins {

class plugin_host final : public host {
public:
    plugin_host(std::string plugin, std::string instance, settings values, service_set services);

    const std::string& instance() const noexcept override { return instance_; }
    const settings& configuration() const noexcept override { return values_; }
    void* service(std::string_view id) noexcept override;

    log& events() { return log_; }
    const instance_metrics& counters() const { return metrics_; }
    const service_set& services() const { return services_; }

private:
    std::string instance_;
    settings values_;
    service_set services_;
    instance_log log_;
    instance_metrics metrics_;
};

}  // namespace earshot::plugins
