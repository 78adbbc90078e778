// Built for a plugin ABI that this daemon does not have yet.
#include "sinks.hpp"

namespace {

consteval earshot::descriptor from_the_future() {
    auto made = earshot::describe<plain_sink>({"wrong_abi", "1.0.0", "Earshot", "Comes too early"});
    made.abi_major = 9;
    return made;
}

}  // namespace

extern "C"
    __attribute__((visibility("default"))) constinit const earshot::descriptor earshot_plugin_1 =
        from_the_future();
