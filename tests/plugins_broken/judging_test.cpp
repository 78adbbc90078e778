#include "plugin_bench.hpp"
#include "plugins/settings_judge.hpp"

using namespace earshot;
using earshot::tests::plugin_folder;

namespace {

using lines = std::vector<std::string>;

settings choosy(std::int64_t keep, const std::string& topic = "", lines from = {}) {
    std::map<std::string, settings::value, std::less<>> values{{"keep", keep}};
    if (!topic.empty()) values.emplace("topic", topic);
    if (!from.empty()) values.emplace("from", std::move(from));
    return settings(std::move(values));
}

lines judged(const std::string& plugin, const settings& values = {}) {
    const plugin_folder folder;
    const auto code = plugins::library::load(folder.add(plugin));
    REQUIRE(code);
    lines out;
    for (const settings_problem& one :
         plugins::judge_settings(*code, "klm", values, "https://hooks.example.com"))
        out.push_back(one.field + "|" + one.text);
    return out;
}

}  // namespace

TEST_CASE("plugin judging: a plugin that would start refuses nothing") {
    CHECK(judged("refuses_settings", choosy(5)) == lines{});
    CHECK(judged("healthy") == lines{});
}

TEST_CASE("plugin judging: all that a plugin refuses is said, each by its field") {
    CHECK(judged("refuses_settings", choosy(0, "x", {"no host"})) ==
          lines{"from|'from': 'https://no host' is not an absolute address; write http:// or "
                "https://, a host and a path",
                "keep|'keep' must lie between 1 and 9; write a number in between",
                "topic|'topic' of klm is not one; see "
                "https://hooks.example.com/hooks/klm/events"});
}

TEST_CASE("plugin judging: an exception that names no field is said of the whole") {
    CHECK(judged("throws_in_create") ==
          lines{"|the plugin throws_in_create cannot start: the moon is not in the right phase"});
}

TEST_CASE("plugin judging: the start refuses in the same words") {
    tests::plugin_bench bench;
    const auto made = bench.try_start("refuses_settings", choosy(0));
    REQUIRE_FALSE(made);
    CHECK(to_string(made.error()) ==
          "plugin.create: klm: the plugin refuses_settings cannot start: 'keep' must lie between 1 "
          "and 9; write a number in between");
}
