// A plugin that lives in the daemon's own process, behind the guard that instance.hpp describes.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string>
#include <vector>

#include "earshot/settings_check.hpp"
#include "plugins/instance.hpp"
#include "plugins/library.hpp"
#include "plugins/loop_watch.hpp"
#include "plugins/service_set.hpp"

namespace earshot::plugins {

// How long one call may take, and how long it may take to stop when it is asked to.
struct call_limits {
    duration poll{120'000};
    duration publish{60'000};  // also reconcile
    duration deliver{60'000};
    duration grace{5'000};
};

// What a running instance needs besides its plugin. All of it outlives the instance, and the watch
// outlives the loop too. The loop is an io_context's; the instance is destroyed before it.
struct instance_context {
    boost::asio::any_io_executor loop;
    service_set services;
    call_limits limits;
    loop_watch* watch = nullptr;
    std::vector<settings_problem>* refused = nullptr;  // gets what create_instance was refused for
};

// Creates the plugin: its constructor runs. Errors: permanent `plugin.create`, with the reason that
// the plugin gave. The instance is destroyed when none of its calls is awaited any more; the
// library is unloaded with its last instance, one turn of the loop later.
result<std::unique_ptr<instance>> create_instance(std::shared_ptr<const library> code,
                                                  std::string name, settings values,
                                                  instance_context context);

}  // namespace earshot::plugins
