#include "plugins/plugin_host.hpp"

namespace earshot::plugins {

namespace {

// The interface itself as void*, which is what use<Service>() casts back from.
template <class Service>
void* if_named(std::string_view id, Service* service) {
    return id == Service::id ? service : nullptr;
}

}  // namespace

plugin_host::plugin_host(std::string plugin, std::string instance, settings values,
                         service_set services)
    : instance_(std::move(instance)),
      values_(std::move(values)),
      services_(std::move(services)),
      log_(*services_.log, std::move(plugin), instance_) {}

void* plugin_host::service(std::string_view id) noexcept {
    for (void* found :
         {if_named(id, services_.http), if_named(id, services_.oauth),
          if_named(id, services_.grant), if_named(id, services_.secrets),
          if_named(id, services_.store), if_named(id, services_.vault),
          if_named(id, services_.files), if_named(id, services_.mail),
          if_named(id, services_.clock), if_named(id, services_.routes),
          if_named(id, services_.text), if_named(id, services_.ids),
          if_named(id, static_cast<log*>(&log_)), if_named(id, static_cast<metrics*>(&metrics_))})
        if (found) return found;
    return nullptr;
}

}  // namespace earshot::plugins
