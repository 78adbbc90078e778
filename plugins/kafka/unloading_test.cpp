#include "unloading.hpp"

#include "catch.hpp"
#include "kafka/kafka_sink.hpp"
#include "kafka/mock_cluster.hpp"

namespace earshot::kafka {

TEST_CASE("kafka: when the plugin goes its code is gone, with every thread that could run it") {
    const mock_cluster cluster("care");
    const settings given = testkit::configured(
        kafka_sink::fields,
        {{"brokers", std::vector<std::string>{cluster.broker()}}, {"topic", "care"}});
    for (int round = 0; round < 3; ++round) tests::deliver_and_unload(PLUGIN_FILE, given);
}

}  // namespace earshot::kafka
