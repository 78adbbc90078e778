#include "app/cli/language_command.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "app/cli/exit_code.hpp"
#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::app::cli;

namespace {

struct run {
    int code;
    std::string out;
    std::string err;
};

run measure(const std::string& directory, const std::string& languages = {}, bool json = false) {
    std::ostringstream out;
    std::ostringstream err;
    style look;
    look.json = json;
    const invocation how{"", "", look, out, err};
    const int code = language_measure(how, {directory, languages});
    return {code, out.str(), err.str()};
}

void write(const std::filesystem::path& file, const std::string& content) {
    std::ofstream(file) << content;
}

}  // namespace

TEST_CASE("language measure: files are read by their names, and counted") {
    const tests::temporary_directory folder;
    write(folder.path() / "nl.txt", "Waarom duurt dit toch zo lang?\nok\n\n");
    write(folder.path() / "pt-BR.txt", "Por que a minha mala não chegou?\r\n");
    write(folder.path() / "nb", "Hvorfor svarer dere aldri på meldingene mine?\n");
    write(folder.path() / "README.md", "not a text\n");
    const run all = measure(folder.path().string(), "", true);
    REQUIRE(all.code == done);
    const auto said = boost::json::parse(all.out).as_object();
    const auto& honest = said.at("with_abstention").as_object();
    CHECK(honest.at("all").at("total").to_number<int>() == 4);
    CHECK(honest.at("all").at("right").to_number<int>() == 3);
    CHECK(honest.at("all").at("abstained").to_number<int>() == 1);
    CHECK(honest.at("languages").as_object().contains("no"));
    CHECK(said.at("best_guess").at("all").at("abstained").to_number<int>() == 0);
    CHECK(said.at("passed_over") == boost::json::array{"README.md"});
    CHECK(all.err.empty());
    CHECK(measure(folder.path().string()).err.find("README.md") != std::string::npos);
    const run two = measure(folder.path().string(), "nl,pt");
    CHECK(two.code == done);
    CHECK(two.out.find("with abstention") != std::string::npos);
    CHECK(two.out.find("best guess") != std::string::npos);
    CHECK(two.out.find("no ") == std::string::npos);
}

TEST_CASE("language measure: what cannot be measured is said, with what to do") {
    const tests::temporary_directory folder;
    const std::string name = folder.path().string();
    CHECK(measure(name + "/nowhere").err.find("/nowhere") != std::string::npos);
    CHECK(measure(name + "/nowhere").code == usage);
    CHECK(measure(name).err.find("nl.txt") != std::string::npos);
    write(folder.path() / "nl.txt", "");
    CHECK(measure(name).code == usage);
    write(folder.path() / "nl.txt", "Waarom duurt dit zo lang?\n");
    CHECK(measure(name, "nl,dutch").err.find("'dutch'") != std::string::npos);
    CHECK(measure(name, "nl,pt").err.find("pt.txt") != std::string::npos);
}
