// Says that another compiler built it.
#include "sinks.hpp"

namespace {

consteval earshot::descriptor of_another_compiler() {
    auto made =
        earshot::describe<plain_sink>({"wrong_build", "1.0.0", "Earshot", "Built elsewhere"});
    made.build.compiler = "gcc 4";
    return made;
}

}  // namespace

extern "C"
    __attribute__((visibility("default"))) constinit const earshot::descriptor earshot_plugin_1 =
        of_another_compiler();
