// What the daemon gives a plugin. A plugin does no I/O of its own: it asks for a service.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "earshot/settings.hpp"

namespace earshot {

// One for each plugin instance; outlives it.
class host {
public:
    virtual ~host() = default;

    // The instance's name in the configuration: the `account` of its messages. [any thread]
    virtual const std::string& instance() const noexcept = 0;

    // Checked against the descriptor's field table. [any thread]
    virtual const settings& configuration() const noexcept = 0;

    // The service with this id, or null where the daemon is too old to have it. [any thread]
    virtual void* service(std::string_view id) noexcept = 0;
};

// The service, for use in a constructor: a daemon without it cannot run the plugin.
template <class Service>
Service& use(host& from) {
    if (auto* found = static_cast<Service*>(from.service(Service::id))) return *found;
    throw std::runtime_error("the daemon has no service " + std::string(Service::id));
}

}  // namespace earshot
