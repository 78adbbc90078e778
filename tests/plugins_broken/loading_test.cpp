#include <sys/stat.h>

#include "catch.hpp"
#include "earshot/build.hpp"
#include "plugin_folder.hpp"
#include "plugins/catalog.hpp"

using namespace earshot;
using tests::plugin_folder;

namespace {

std::string refusal(const std::string& file) {
    const auto loaded = plugins::library::load(file);
    REQUIRE_FALSE(loaded);
    return to_string(loaded.error());
}

std::string bytes_of(const std::string& file) {
    std::ifstream from(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(from), {}};
}

}  // namespace

TEST_CASE("plugin loading: a plugin that fits tells about itself") {
    const plugin_folder folder;
    const auto loaded = plugins::library::load(folder.add("healthy"));
    REQUIRE(loaded);
    const plugins::library& healthy = **loaded;
    CHECK(healthy.id() == "healthy");
    CHECK(healthy.version() == "1.2.3");
    CHECK(healthy.vendor() == "Earshot");
    CHECK(healthy.summary() == "Does what it should");
    CHECK(plugins::to_string(healthy.maturity()) == "experimental");
    CHECK(healthy.fields().size() == 1);
    CHECK(healthy.capabilities() ==
          std::vector<std::string_view>{"earshot.polling/1", "earshot.webhooks/1",
                                        "earshot.publishing/1", "earshot.sink/1"});
    CHECK(healthy.file() == folder.file("healthy"));
}

TEST_CASE("plugin loading: a shared object without our symbol is refused") {
    const plugin_folder folder;
    const std::string file = folder.add("no_symbol");
    CHECK(refusal(file) == "plugin.not_a_plugin: " + file +
                               ": not an Earshot plugin: it exports no earshot_plugin_1");
}

TEST_CASE("plugin loading: another ABI is refused, whether in the descriptor or in the symbol") {
    const plugin_folder folder;
    const std::string early = folder.add("wrong_abi");
    CHECK(refusal(early) == "plugin.abi: " + early +
                                ": built for plugin ABI 9.0, this daemon has 1.0: take the SDK "
                                "that came with this daemon");
    const std::string next = folder.add("next_abi");
    CHECK(refusal(next) == "plugin.abi: " + next +
                               ": built for plugin ABI 2, this daemon has 1: take the SDK that "
                               "came with this daemon");
}

TEST_CASE("plugin loading: another compiler is refused, naming both") {
    const plugin_folder folder;
    const std::string file = folder.add("wrong_build");
    CHECK(refusal(file) ==
          "plugin.build: " + file + ": built with gcc 4, this daemon with " + this_build.compiler);
}

TEST_CASE("plugin loading: what is not a shared object is refused unread") {
    const plugin_folder folder;
    const std::string text = folder.write("text", "#!/bin/sh\necho hello\n");
    CHECK(refusal(text) == "plugin.not_a_library: " + text + ": not a shared object");
    const std::string empty = folder.write("empty", "");
    CHECK(refusal(empty) == "plugin.not_a_library: " + empty + ": not a shared object");
}

TEST_CASE("plugin loading: a shared object cut short anywhere is refused") {
    const plugin_folder folder;
    const std::string whole = bytes_of(folder.add("healthy"));
    for (const std::size_t length :
         {std::size_t{16}, std::size_t{63}, std::size_t{64}, whole.size() / 2, whole.size() - 1}) {
        const std::string file = folder.write("cut", whole.substr(0, length));
        INFO(length << " of " << whole.size());
        CHECK(refusal(file) ==
              "plugin.not_a_library: " + file + ": not a whole shared object: cut short");
    }
}

TEST_CASE("plugin loading: a file that others could have written is refused") {
    const plugin_folder folder;
    const std::string file = folder.add("healthy");
    chmod(file.c_str(), 0757);
    CHECK(refusal(file) == "plugin.file: " + file + ": anybody can write it: chmod go-w");
    chmod(file.c_str(), 0775);
    CHECK(refusal(file) == "plugin.file: " + file + ": its group can write it: chmod go-w");
    chmod(file.c_str(), 0755);
    chmod(folder.path().c_str(), 0777);
    CHECK(refusal(file) == "plugin.file: " + file + ": anybody can write its directory " +
                               folder.path().string() + ": chmod o-w");
}

TEST_CASE("plugin loading: a link is judged by what it points to") {
    const plugin_folder real;
    const plugin_folder links;
    std::filesystem::create_symlink(real.add("healthy"), links.file("linked"));
    const auto loaded = plugins::library::load(links.file("linked"));
    REQUIRE(loaded);
    CHECK((*loaded)->file() == real.file("healthy"));
    chmod(real.file("healthy").c_str(), 0666);
    CHECK_FALSE(plugins::library::load(links.file("linked")));
}

TEST_CASE("plugin loading: a missing file and a directory are refused") {
    const plugin_folder folder;
    CHECK(refusal(folder.file("none")) ==
          "plugin.file: " + folder.file("none") + ": No such file or directory");
    std::filesystem::create_directory(folder.file("folder"));
    CHECK(refusal(folder.file("folder")) ==
          "plugin.file: " + folder.file("folder") + ": not a regular file");
}

TEST_CASE("plugin catalog: the broken ones are set aside, the healthy one stays") {
    const plugin_folder folder;
    for (const char* name : {"healthy", "no_symbol", "wrong_abi", "wrong_build"}) folder.add(name);
    folder.write("text", "not a plugin");
    const auto known = plugins::catalog::load(folder.path());
    CHECK(known.libraries().size() == 1);
    CHECK(known.refused().size() == 4);
    CHECK(known.find("healthy"));
}

TEST_CASE("plugin catalog: of two with one id the first stays, and both files are named") {
    const plugin_folder folder;
    folder.add("healthy");
    folder.add("healthy_again");
    const auto known = plugins::catalog::load(folder.path());
    REQUIRE(known.refused().size() == 1);
    CHECK(to_string(known.refused().front()) ==
          "plugin.duplicate: " + folder.file("healthy_again") +
              ": its id healthy is already that of " + folder.file("healthy"));
    REQUIRE(known.find("healthy"));
    CHECK((*known.find("healthy"))->file() == folder.file("healthy"));
}

TEST_CASE("plugin catalog: a misspelt id gets the one that was meant") {
    const plugin_folder folder;
    folder.add("healthy");
    const auto known = plugins::catalog::load(folder.path());
    const auto found = known.find("helathy");
    REQUIRE_FALSE(found);
    CHECK(to_string(found.error()) == "plugin.unknown: no plugin helathy in " +
                                          folder.path().string() + ": did you mean 'healthy'?");
}

TEST_CASE("plugin catalog: a directory that is not there is one error, not an exception") {
    const auto known = plugins::catalog::load("/nowhere/at/all");
    REQUIRE(known.refused().size() == 1);
    CHECK(to_string(known.refused().front()) ==
          "plugin.directory: /nowhere/at/all: No such file or directory");
}
