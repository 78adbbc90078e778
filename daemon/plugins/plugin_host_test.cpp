#include "plugins/plugin_host.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
#include "recording_log.hpp"

using namespace earshot;

namespace {

plugins::service_set services(tests::recording_log& log, earshot::clock& time) {
    plugins::service_set made;
    made.log = &log;
    made.clock = &time;
    return made;
}

}  // namespace

TEST_CASE("plugin host: a plugin finds the services that there are, and is told of those not") {
    tests::recording_log log;
    base::manual_clock time;
    plugins::plugin_host host("x", "klm", {}, services(log, time));
    CHECK(host.instance() == "klm");
    CHECK(&use<earshot::clock>(host) == &time);
    CHECK(host.service("earshot.clock/9") == nullptr);
    CHECK_THROWS_WITH(use<http>(host), "the daemon has no service earshot.http/1");
}

TEST_CASE("plugin host: log events carry plugin and instance, whatever their number of fields") {
    tests::recording_log log;
    base::manual_clock time;
    plugins::plugin_host host("x", "klm", {}, services(log, time));
    earshot::log& events = use<earshot::log>(host);
    events.write(log_level::info, "x.none", {});
    events.write(log_level::info, "x.two", {{"a", "1"}, {"b", "2"}});
    events.write(log_level::info, "x.many",
                 {{"a", "1"},
                  {"b", "2"},
                  {"c", "3"},
                  {"d", "4"},
                  {"e", "5"},
                  {"f", "6"},
                  {"g", "7"},
                  {"h", "8"},
                  {"i", "9"},
                  {"j", "10"},
                  {"k", "11"},
                  {"l", "12"},
                  {"m", "13"}});
    CHECK(log.has("x.none plugin=x instance=klm"));
    CHECK(log.has("x.two plugin=x instance=klm a=1 b=2"));
    CHECK(log.has("x.many plugin=x instance=klm a=1", "l=12"));
    CHECK_FALSE(log.has("x.many", "m=13"));
}

TEST_CASE("plugin host: counters add up, gauges are set, and nobody fills the memory with names") {
    plugins::instance_metrics metrics;
    metrics.add("posts", 2);
    metrics.add("posts", 3);
    metrics.set("quota_left", 7);
    metrics.set("quota_left", 6);
    metrics.add("Not A Name", 1);
    CHECK(metrics.read() ==
          std::vector<plugins::metric>{{"posts", true, 5}, {"quota_left", false, 6}});
    for (int i = 0; i < 1'000; ++i) metrics.add("name_" + std::to_string(i), 1);
    CHECK(metrics.read().size() == 100);
}
