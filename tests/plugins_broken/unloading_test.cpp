#include <fstream>

#include "plugin_bench.hpp"

using namespace earshot;
using tests::items;
using tests::plugin_bench;

namespace {

bool mapped(const std::string& file) {
    std::ifstream maps("/proc/self/maps");
    std::string line;
    while (std::getline(maps, line))
        if (line.ends_with(file)) return true;
    return false;
}

}  // namespace

TEST_CASE("plugin unloading: with its last instance the library is gone from memory") {
    plugin_bench bench;
    auto first = bench.start("healthy");
    bench.run(first->deliver(items(1)));
    bench.run(first->poll({}));
    CHECK(mapped(bench.file("healthy")));
    first.reset();
    bench.turn();
    CHECK_FALSE(mapped(bench.file("healthy")));
}

TEST_CASE("plugin unloading: also after exceptions of its own types and a constructor that threw") {
    plugin_bench bench;
    auto moody = bench.start("throws_in_call");
    CHECK_FALSE(moody->accept({}));
    bench.run(moody->deliver(items(1)));
    moody.reset();
    CHECK_FALSE(bench.try_start("throws_in_create"));
    bench.turn();
    CHECK_FALSE(mapped(bench.file("throws_in_call")));
    CHECK_FALSE(mapped(bench.file("throws_in_create")));
}

TEST_CASE("plugin unloading: after a call that was cancelled in time the library is gone") {
    plugins::call_limits limits;
    limits.deliver = duration{5};
    plugin_bench bench(limits);
    auto waits = bench.start("waits", settings({{"patience", duration{3'600'000}}}));
    CHECK(bench.run(waits->deliver(items(1))).at(0).error().code == "plugin.timeout");
    waits.reset();
    bench.turn();
    CHECK_FALSE(mapped(bench.file("waits")));
}

TEST_CASE("plugin unloading: a call that was left behind keeps its library, instance or not") {
    plugins::call_limits limits;
    limits.deliver = limits.grace = duration{5};
    plugin_bench bench(limits);
    auto stubborn =
        bench.start("ignores_cancellation", settings({{"patience", duration{3'600'000}}}));
    CHECK(bench.run(stubborn->deliver(items(1))).at(0).error().code == "plugin.stuck");
    stubborn.reset();
    bench.turn();
    CHECK(mapped(bench.file("ignores_cancellation")));
}

TEST_CASE("plugin unloading: a refused library does not stay in memory") {
    const tests::plugin_folder folder;
    const std::string file = folder.add("wrong_build");
    CHECK_FALSE(plugins::library::load(file));
    CHECK_FALSE(mapped(file));
}
