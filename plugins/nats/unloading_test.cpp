#include "unloading.hpp"

#include "catch.hpp"
#include "nats/fake_nats.hpp"
#include "nats/nats_sink.hpp"

namespace earshot::nats {

TEST_CASE("nats: when the plugin goes its code is gone, with every thread that could run it") {
    fake_nats server([](const published&) { return fake_nats::acknowledged(1); });
    const settings given = testkit::configured(
        nats_sink::fields,
        {{"servers", std::vector<std::string>{server.url()}}, {"stream", "EARSHOT"}});
    for (int round = 0; round < 3; ++round) tests::deliver_and_unload(PLUGIN_FILE, given);
}

}  // namespace earshot::nats
