#include <dlfcn.h>

#include <fstream>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "kafka/kafka_sink.hpp"
#include "kafka/mock_cluster.hpp"

namespace earshot::kafka {

namespace {

bool mapped(const std::string& file) {
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);)
        if (line.ends_with(file)) return true;
    return false;
}

}  // namespace

TEST_CASE("kafka: when the plugin goes its code is gone, with every thread that could run it") {
    const mock_cluster cluster("care");
    for (int round = 0; round < 3; ++round) {
        void* library = dlopen(PLUGIN_FILE, RTLD_NOW | RTLD_LOCAL);
        REQUIRE(library);
        const auto* about = static_cast<const descriptor*>(dlsym(library, "earshot_plugin_1"));
        REQUIRE(about);
        testkit::fake_host host(testkit::configured(
            kafka_sink::fields,
            {{"brokers", std::vector<std::string>{cluster.broker()}}, {"topic", "care"}}));
        plugin* made = about->create(host);
        {
            std::vector<sink_item> items(1);
            items.front().key = "k";
            auto* to = find<sink>(*made);
            CHECK(testkit::run(to->deliver(items)).front());
        }
        about->destroy(made);
        dlclose(library);
        CHECK_FALSE(mapped(PLUGIN_FILE));
    }
}

}  // namespace earshot::kafka
