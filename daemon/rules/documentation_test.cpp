// The examples of docs/rules.md and the rules that are shipped hold what their tests say.
#include <fstream>
#include <sstream>

#include "rules/rules_fixture.hpp"

using namespace earshot;
using namespace earshot::rules;

namespace {

const std::filesystem::path source(EARSHOT_SOURCE_DIRECTORY);

std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

std::vector<std::string> fenced_yaml(const std::string& page) {
    constexpr std::string_view begin = "\n```yaml\n";
    std::vector<std::string> out;
    for (std::size_t at = 0; (at = page.find(begin, at)) != page.npos;) {
        at += begin.size();
        const std::size_t end = page.find("\n```\n", at);
        out.push_back(page.substr(at, end + 1 - at));
    }
    return out;
}

void check_tests(const rule_set& rules) {
    CHECK(rules.test_count() > 0);
    for (const failed_test& one : rules.run_tests())
        for (const std::string& wrong : one.wrong)
            FAIL_CHECK(one.at.line << ": " << one.text << ": " << wrong);
}

}  // namespace

TEST_CASE("documentation: every example of docs/rules.md passes its own tests") {
    const auto examples = fenced_yaml(bytes_of(source / "docs/rules.md"));
    CHECK(examples.size() == 3);
    for (const std::string& example : examples) check_tests(rules_of(example));
}

TEST_CASE("documentation: the shipped rules pass their own tests") {
    base::config_problems problems;
    const auto shipped = load_rules(source / "conf/rules.d", problems);
    REQUIRE(shipped);
    CHECK(problems.lines() == std::vector<std::string>{});
    check_tests(*shipped);
}
