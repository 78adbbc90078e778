// `earshot rules test` and `earshot rules explain --text`, as they are typed.
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::app::cli;
using earshot::tests::contains;
using earshot::tests::temporary_directory;
namespace json = boost::json;

namespace {

constexpr const char* good = R"(rules:
  stranded_nl:
    when: {words: [gestrand, "zit vast"], language: [nl, unknown]}
    unless: {words: [prachtig]}
    then: {class: stranded, urgency: now, sinks: [pager]}
  english:
    when: {language: en, any: [{words: [stuck]}, {addressed: yes}]}
    then: {topics: [en]}
  watch:
    when: {words: [klm]}
    then: {ignore: "a test"}
tests:
  - {text: "ik zit vast", class: stranded}
)";

struct spoken {
    int code = 0;
    std::string out;
    std::string err;
};

class rule_files {
public:
    explicit rule_files(const std::string& bytes) {
        std::ofstream(directory_.path() / "r.yaml") << bytes;
    }

    std::string path() const { return directory_.path().string(); }

    spoken test(bool in_json = false) const {
        return run(in_json, [&](const invocation& how) { return rules_test(how, path()); });
    }

    spoken explain(rules_words said, bool in_json = false) const {
        said.path = path();
        return run(in_json, [&](const invocation& how) { return rules_explain(how, said); });
    }

private:
    template <class Command>
    static spoken run(bool in_json, Command command) {
        std::ostringstream out;
        std::ostringstream err;
        const invocation how{"", "", {.json = in_json}, out, err};
        const int code = command(how);
        return {code, out.str(), err.str()};
    }

    temporary_directory directory_;
};

rules_words text(const char* said, const char* language = "") {
    rules_words out;
    out.text = said;
    out.language = language;
    return out;
}

}  // namespace

TEST_CASE("rules test: says how many there are when all pass") {
    const spoken said = rule_files(good).test();
    CHECK(said.code == done);
    CHECK(said.out == "1 test, 3 rules: all pass\n");
}

TEST_CASE("rules test: says of a test that fails where it stands, what came instead and why") {
    const rule_files files(std::string(good) +
                           "  - {text: \"KLM: gestrand\", class: praise, ignored: no}\n"
                           "  - {text: hello, matches: [watch]}\n");
    const spoken said = files.test();
    CHECK(said.code == not_so);
    CHECK(said.out == files.path() + "/r.yaml:14: failed: KLM: gestrand\n" +
                          "    class: expected praise, got stranded\n"
                          "    ignored: expected no, got watch\n"
                          "    matched: stranded_nl by gestrand\n"
                          "    matched: watch by klm\n" +
                          files.path() + "/r.yaml:15: failed: hello\n" +
                          "    matches: expected watch, which did not match\n"
                          "    no rule matched\n"
                          "3 tests, 3 rules: 2 failed\n");
    const json::object answer = json::parse(files.test(true).out).as_object();
    CHECK_FALSE(answer.at("good").as_bool());
    const json::object& first = answer.at("failed").at(0).as_object();
    CHECK(first.at("line") == 14);
    CHECK(first.at("wrong").at(0) == "class: expected praise, got stranded");
    CHECK(first.at("matched").at(1).at("terms").at(0) == "klm");
}

TEST_CASE("rules test: mistakes in a file are said with their places, and nothing is run") {
    const rule_files files("rules:\n  r: {when: {wrods: [a]}, then: {class: c}}\n");
    const spoken said = files.test();
    CHECK(said.code == usage);
    CHECK(said.out.empty());
    CHECK(said.err == files.path() +
                          "/r.yaml:2:14: rule 'r': unknown condition 'wrods'; did you mean "
                          "'words'?\n1 problem\n");
    const json::object answer = json::parse(files.test(true).out).as_object();
    CHECK(answer.at("problems").at(0).at("column") == 14);
}

TEST_CASE("rules explain: what comes of it, what matched, what nearly did, then the rest") {
    const spoken said = rule_files(good).explain(text("I am gestrand, klm", "en"));
    CHECK(said.code == done);
    const std::size_t watch = said.out.find("watch matches");
    const std::size_t stranded = said.out.find("stranded_nl does not match");
    const std::size_t english = said.out.find("english does not match");
    const std::size_t outcome = said.out.find("outcome\n");
    CHECK(watch < stranded);
    CHECK(stranded < english);
    CHECK(outcome < watch);
    CHECK_THAT(said.out,
               contains("    yes words: gestrand, zit vast - 'gestrand' at character 6, where it "
                        "says “gestrand”\n    no  language: nl, unknown - the language is en\n"));
    CHECK_THAT(said.out, contains("  ignored       by watch: a test\n"));
    const spoken none = rule_files(good).explain(text("hello", "nl"));
    CHECK_THAT(none.out, contains("outcome\n  class         none\n  urgency       normal\n"
                                  "stranded_nl - words: none of them is there\n"
                                  "english - language: the language is nl\n"
                                  "watch - words: none of them is there\n"));
}

TEST_CASE("rules explain: every condition is in the JSON, with what made it hold") {
    const spoken said = rule_files(good).explain(text("zit vast", "nl"), true);
    const json::object answer = json::parse(said.out).as_object();
    const json::value& rule = answer.at("rules").at(0);
    CHECK(rule.at("matched").as_bool());
    CHECK(rule.at("when").at(1).at("why") == "the language is nl");
    CHECK_FALSE(rule.at("unless").at(0).at("held").as_bool());
    CHECK(answer.at("rules").at(1).at("when").at(1).at("parts").as_array().size() == 2);
    CHECK(answer.at("outcome").at("class") == "stranded");
    CHECK(answer.at("outcome").at("matched").at(0).at("terms").at(0) == "zit vast");
}

TEST_CASE("rules explain: facts of the message count, and a wrong one is refused") {
    rules_words said = text("stuck", "en");
    CHECK_THAT(rule_files(good).explain(said).out, contains("english matches"));
    said.text = "hello";
    said.addressed = true;
    CHECK_THAT(rule_files(good).explain(said).out, contains("english matches"));
    said.kind = "pots";
    const spoken refused = rule_files(good).explain(said);
    CHECK(refused.code == usage);
    CHECK_THAT(refused.err, contains("no kind of message is called 'pots'; did you mean 'post'?"));
}

TEST_CASE("rules explain: what a text says does nothing to the terminal") {
    const spoken said = rule_files(good).explain(text("klm\x1b[2J klm"));
    CHECK(said.out.find('\x1b') == said.out.npos);
}
