// What is said when the words are wrong or the answer cannot be written: for people, and as JSON.
#include "app/cli/command_line.hpp"

#include <boost/json.hpp>
#include <sstream>

#include "app/cli/exit_code.hpp"
#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot::app::cli;
using earshot::tests::contains;
using earshot::tests::temporary_directory;
namespace json = boost::json;

namespace {

struct outcome {
    int code = 0;
    std::string out;
    std::string err;
};

outcome run(std::vector<std::string> words) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = command_line(out, err).run(std::move(words));
    return {code, out.str(), err.str()};
}

std::string refused_as(std::vector<std::string> words) {
    const outcome got = run(std::move(words));
    CHECK(got.code == usage);
    CHECK(got.out.empty());
    return got.err;
}

}  // namespace

TEST_CASE("command line: a command that is not known is named with the nearest there is") {
    CHECK(refused_as({"stats"}) ==
          "earshot: unknown command 'stats'; did you mean 'status'? See `earshot --help`\n");
    CHECK(refused_as({"dead", "lst"}) ==
          "earshot: unknown command 'lst'; did you mean 'list'? See `earshot dead --help`\n");
    CHECK_THAT(refused_as({"ledger", "verifi"}), contains("did you mean 'verify'?"));
    CHECK_THAT(refused_as({"stat"}), contains("did you mean 'status'?"));
    CHECK_THAT(refused_as({"ledger", "by-hour"}), contains("did you mean '--by-hour'?"));
    CHECK(refused_as({"dead"}) ==
          "earshot: `earshot dead` needs a command: list, show, replay; see `earshot dead "
          "--help`\n");
    CHECK_THAT(refused_as({}), contains("`earshot` needs a command: check, plugin, "));
}

TEST_CASE("command line: an option or a word that is not known is named, not the ones around it") {
    CHECK(refused_as({"dead", "list", "--destnation", "sink:a"}) ==
          "earshot: unknown option '--destnation'; did you mean '--destination'? See `earshot dead "
          "list --help`\n");
    CHECK_THAT(refused_as({"reply", "x/klm/1", "--txt=hello"}),
               contains("unknown option '--txt'; did you mean '--text'?"));
    CHECK_THAT(refused_as({"--jsn", "status"}), contains("did you mean '--json'?"));
    CHECK_THAT(refused_as({"dead", "list", "--dest", "sink:a"}), contains("'--destination'?"));
    CHECK_THAT(refused_as({"status", "json"}), contains("takes no 'json'; did you mean '--json'?"));
    CHECK(refused_as({"status", "now"}) ==
          "earshot: `earshot status` takes no 'now'; see `earshot status --help`\n");
    CHECK(refused_as({"status", "\x1b[2J"}) ==
          "earshot: `earshot status` takes no '\\x1b[2J'; see `earshot status --help`\n");
}

TEST_CASE("command line: a value that is missing or wrong is named") {
    CHECK_THAT(refused_as({"dead", "show"}), contains("id is required; see `earshot dead show"));
    CHECK_THAT(refused_as({"dead", "list", "--limit", "0"}), contains("not in range 1 to 10000"));
    CHECK_THAT(refused_as({"--socket"}), contains("--socket: 1 required PATH missing"));
    CHECK_THAT(refused_as({"reply", "x/klm/1"}), contains("[--text,--file] is required"));
}

TEST_CASE("command line: with --json, wrong words are a JSON error like any other") {
    const outcome got = run({"dead", "lst", "--json"});
    CHECK(got.code == usage);
    CHECK(got.out.empty());
    const json::value said = json::parse(got.err);
    CHECK(said.at("error").at("code") == "command.usage");
    CHECK_THAT(json::value_to<std::string>(said.at("error").at("detail")),
               contains("unknown command 'lst'; did you mean 'list'?"));
}

TEST_CASE("command line: with --json, a daemon that is not there is a JSON error, too") {
    const temporary_directory home;
    const outcome got =
        run({"--json", "--socket", (home.path() / "control.sock").string(), "status"});
    CHECK(got.code == unreachable);
    CHECK(got.out.empty());
    CHECK(json::parse(got.err).at("error").at("code") == "command.unreachable");
}

TEST_CASE("command line: help is where people look for it") {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"help", "dead", "list"}, {"dead", "list", "--help"}, {"dead", "list", "-h"}}) {
        const outcome got = run(words);
        CHECK(got.code == done);
        CHECK(got.err.empty());
        CHECK_THAT(got.out, contains("--destination"));
    }
    CHECK_THAT(run({"help"}).out, contains("Example: earshot status"));
    CHECK_THAT(run({"--version"}).out, contains("earshot 0."));
}

TEST_CASE("command line: an answer that cannot be written is no success") {
    const temporary_directory home;
    std::ostream full(nullptr);
    std::ostringstream err;
    const std::vector<std::string> words{"plugin", "list", "--directory", home.path().string()};
    CHECK(run(words).code == done);
    CHECK(command_line(full, err).run(words) == usage);
    CHECK_THAT(err.str(), contains("the answer could not be written; is the disk full?"));
}
