// Shows that a plugin with a client library can go: what it mapped is unmapped again.
#pragma once

#include <dlfcn.h>

#include <fstream>
#include <string>

#include "catch.hpp"
#include "earshot/plugin.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "earshot/testkit/run.hpp"

namespace earshot::tests {

inline bool mapped(const std::string& file) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.ends_with(file)) return true;
    return false;
}

// Loads the sink in `file`, delivers a message, and unloads it.
inline void deliver_and_unload(const char* file, settings given) {
    void* library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(library);
    const auto* about = static_cast<const descriptor*>(dlsym(library, "earshot_plugin_1"));
    REQUIRE(about);
    testkit::fake_host host(std::move(given));
    plugin* made = about->create(host);
    {
        std::vector<sink_item> items(1);
        items.front().key = "k";
        auto* to = find<sink>(*made);
        CHECK(testkit::run(to->deliver(items)).front());
    }
    about->destroy(made);
    dlclose(library);
    CHECK_FALSE(mapped(file));
}

}  // namespace earshot::tests
