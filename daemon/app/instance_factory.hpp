// Brings configured plugins to life: loads their libraries, and gives each instance the host
// services that are its own.
#pragma once

#include <memory>
#include <string>

#include "app/configuration.hpp"
#include "app/plugin_lookup.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/task_scope.hpp"
#include "net/http_client.hpp"
#include "net/rate_budget.hpp"
#include "plugins/catalog.hpp"
#include "plugins/instance.hpp"
#include "plugins/loop_watch.hpp"
#include "plugins/services/file_thread.hpp"
#include "store/key_value.hpp"
#include "text/text_service.hpp"

namespace earshot::app {

class instance_factory {
public:
    // Opens the plugins' dictionaries in the state directory. All but `chosen` outlive the factory.
    static result<std::unique_ptr<instance_factory>> open(boost::asio::any_io_executor loop,
                                                          const configuration& chosen,
                                                          plugins::catalog plugins, clock& time,
                                                          ids& numbers, log& events);

    // Errors: those of the catalog, of the egress rules, and of the plugin's constructor.
    result<std::shared_ptr<plugins::instance>> create(const instance_configuration& wanted);

    plugin_lookup lookup() const { return lookup_in(plugins_); }

    // Waits for the services of instances that are gone. Before destruction, when none is left.
    task<void> close();

private:
    struct own_services;

    std::shared_ptr<own_services> make_services(const instance_configuration& wanted,
                                                net::egress_rules rules);
    static task<void> retire(std::unique_ptr<own_services> gone);

    instance_factory(boost::asio::any_io_executor loop, const configuration& chosen,
                     plugins::catalog plugins, std::unique_ptr<stores::key_value> dictionaries,
                     clock& time, ids& numbers, log& events);

    boost::asio::any_io_executor loop_;
    plugins::catalog plugins_;
    std::unique_ptr<stores::key_value> dictionaries_;
    clock& clock_;
    ids& ids_;
    log& log_;
    std::string public_url_;
    std::string credentials_;
    std::string ca_file_;
    plugins::loop_watch watch_;
    plugins::file_thread files_;
    std::unique_ptr<net::http_client> client_;
    net::rate_budget shared_limits_{4'096};
    texts::text_service text_;
    base::task_scope retiring_;
};

}  // namespace earshot::app
