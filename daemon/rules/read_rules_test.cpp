// Rule files that are wrong, each with its place; and loading them.
#include "rules/read_rules.hpp"

#include <fstream>

#include "rules/rule.hpp"
#include "rules/rules_fixture.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::rules;
using earshot::tests::contains;

namespace {

using lines = std::vector<std::string>;

// What is said of a rule `r` with this as its `when`, from line 3 on.
lines wrong_when(const std::string& when) {
    return problems_of("rules:\n  r:\n    when: " + when + "\n    then: {class: c}\n");
}

lines wrong_then(const std::string& then) {
    return problems_of("rules:\n  r:\n    when: {words: a}\n    then: " + then + "\n");
}

lines wrong_test(const std::string& test) {
    return problems_of("rules:\n  r: {when: {words: a}, then: {class: c}}\ntests:\n  - " + test +
                       "\n");
}

}  // namespace

TEST_CASE("reading: unknown keys name what may be meant") {
    CHECK(problems_of("rulez: {}\n") ==
          lines{"r.yaml:1:1: unknown section 'rulez'; did you mean 'rules'?"});
    CHECK(problems_of("rules:\n  r:\n    wen: {words: a}\n    then: {class: c}\n") ==
          lines{"r.yaml:2:3: rule 'r': has no 'when'; add it",
                "r.yaml:3:5: rule 'r': unknown part of a rule 'wen'; did you mean 'when'?"});
    CHECK(wrong_when("{word: [a]}") ==
          lines{"r.yaml:3:12: rule 'r': unknown condition 'word'; did you mean 'words'?"});
    CHECK(wrong_when("{author: {folowers: 3}}") ==
          lines{"r.yaml:3:21: rule 'r': unknown fact of an author 'folowers'; "
                "did you mean 'followers'?"});
    CHECK(wrong_then("{clas: c}") ==
          lines{"r.yaml:4:12: rule 'r': unknown outcome 'clas'; did you mean 'class'?"});
    CHECK(
        wrong_test("{text: a, clas: c}") ==
        lines{
            "r.yaml:4:5: test of 'a': expects nothing; add 'matches', 'matches_not', 'class', ...",
            "r.yaml:4:15: test of 'a': unknown part of a test 'clas'; did you mean 'class'?"});
}

TEST_CASE("reading: a rule says something under some condition") {
    CHECK(problems_of("rules:\n  r:\n    when: {words: a}\n") ==
          lines{"r.yaml:2:3: rule 'r': has no 'then'; add it"});
    CHECK(problems_of("rules:\n  r:\n") ==
          lines{"r.yaml:2:3: rule 'r': the rule is empty; write something under it, or remove it"});
    CHECK(wrong_when("{}") ==
          lines{"r.yaml:3:5: rule 'r': 'when' is empty; write something under it, or remove it"});
    CHECK(wrong_when("[a]") ==
          lines{"r.yaml:3:11: rule 'r': 'when' is a mapping, and here is a list"});
    CHECK(wrong_then("{}") ==
          lines{"r.yaml:4:5: rule 'r': 'then' is empty; write something under it, or remove it"});
    CHECK(problems_of("rules: [a]\n") ==
          lines{"r.yaml:1:8: 'rules' is a mapping, and here is a list"});
    CHECK(problems_of("tests: {a: b}\n") ==
          lines{"r.yaml:1:8: 'tests' is a list, and here is a mapping"});
    CHECK(problems_of("- a\n") ==
          lines{"r.yaml:1:1: a rule file has 'rules:' and 'tests:', and here is a list"});
    CHECK(problems_of("# only a comment\n").empty());
}

TEST_CASE("reading: names are of small letters, and unique over all files") {
    CHECK(problems_of("rules:\n  Big-Rule: {when: {words: a}, then: {class: c}}\n") ==
          lines{"r.yaml:2:3: rule 'Big-Rule': a rule's name is of small letters, digits and _, and "
                "at most 100 long"});
    const rule_file files[] = {{"a.yaml", "rules:\n  r: {when: {words: a}, then: {class: c}}\n"},
                               {"b.yaml",
                                "rules:\n  s: {when: {words: a}, then: {class: c}}\n"
                                "  r: {when: {words: b}, then: {class: c}}\n"}};
    base::config_problems problems;
    read_rules(files, problems);
    CHECK(problems.lines() == lines{"b.yaml:3:3: rule 'r': there is one of this name already, at "
                                    "a.yaml:2:3; rename one of them"});
}

TEST_CASE("reading: words that can be found nowhere") {
    CHECK(wrong_when("{words: []}") ==
          lines{"r.yaml:3:19: rule 'r': 'words' is an empty list; nothing can match it"});
    CHECK(wrong_when("{words: [a, '']}") ==
          lines{"r.yaml:3:23: rule 'r': 'words' has an empty text; write one, or remove it"});
    CHECK(wrong_when("{words: [' ']}") ==
          lines{"r.yaml:3:20: rule 'r': a word is empty; write one, or remove it"});
    CHECK(wrong_when("{words: ['?!']}") ==
          lines{"r.yaml:3:20: rule 'r': '?!' has no letter, digit or sign to look for; use "
                "`pattern` for it"});
    CHECK(wrong_when("{words: ['a*b']}") ==
          lines{"r.yaml:3:20: rule 'r': 'a*b' has a star inside; stars stand in front and behind"});
    CHECK(wrong_when("{words: ['*']}").size() == 1);
    CHECK(wrong_when("{words: ['#zit vast']}") ==
          lines{"r.yaml:3:20: rule 'r': '#zit vast' is no hashtag; one has letters, digits and _ "
                "only"});
    CHECK(wrong_when("{words: ['*#zit']}").size() == 1);
    CHECK(wrong_when("{words: ['#']}").size() == 1);
    CHECK(wrong_when("{words: [[a]]}") ==
          lines{"r.yaml:3:20: rule 'r': 'words' is a list of texts, and in it is a list"});
    CHECK_THAT(wrong_when("{words: [" + std::string(201, 'a') + "]}").at(0),
               contains("a word has 201 bytes; 200 are allowed"));
}

TEST_CASE("reading: patterns that are none, with RE2's reason and the place in them") {
    CHECK(
        wrong_when("{pattern: ['ok', 'é(ab']}") ==
        lines{"r.yaml:3:28: rule 'r': 'é(ab' is not a pattern that RE2 takes: missing ): e(ab (at "
              "character 1 of it)"});
    CHECK(wrong_when("{pattern: ['abc[z-a]']}") ==
          lines{"r.yaml:3:22: rule 'r': 'abc[z-a]' is not a pattern that RE2 takes: invalid "
                "character class range: z-a (at character 5 of it)"});
    CHECK(wrong_when("{pattern: ['x*']}") ==
          lines{"r.yaml:3:22: rule 'r': 'x*' matches even where nothing is; it would match every "
                "text"});
    CHECK_THAT(wrong_when("{pattern: ['" + std::string(1'001, 'a') + "']}").at(0),
               contains("a pattern has 1001 bytes; 1000 are allowed"));
    CHECK(wrong_when("{pattern: ['((a{1,100}){1,100}){1,100}']}").size() == 1);
}

TEST_CASE("reading: languages, kinds, numbers and yes or no") {
    CHECK(
        wrong_when("{language: [nl-NL]}") ==
        lines{"r.yaml:3:23: rule 'r': 'nl-NL' is no language; write two small letters such as nl, "
              "without a country, or unknown"});
    CHECK(wrong_when("{language: nb}") ==
          lines{"r.yaml:3:22: rule 'r': 'nb' is never told apart; write 'no' for Norwegian"});
    CHECK(wrong_when("{kind: [repli]}") ==
          lines{"r.yaml:3:19: rule 'r': 'repli' is not for 'kind'; did you mean 'reply'?"});
    CHECK(wrong_when("{addressed: maybe}") ==
          lines{"r.yaml:3:23: rule 'r': 'addressed' is yes or no, not 'maybe'"});
    CHECK(wrong_when("{class: [Bad]}").size() == 1);
    CHECK(wrong_when("{author: {followers: {at_least: -1}}}") ==
          lines{"r.yaml:3:43: rule 'r': 'at_least' is a whole number of 0 or more, not '-1'"});
    CHECK(wrong_then("{class: none}") ==
          lines{"r.yaml:4:19: rule 'r': 'none' means that there is no class; leave it out"});
    CHECK(wrong_then("{urgency: urgent}").size() == 1);
    CHECK(wrong_then("{case: close}") ==
          lines{"r.yaml:4:18: rule 'r': 'close' is not for 'case'; known here: open, join, none"});
}

TEST_CASE("reading: ranges and times in which nothing is") {
    CHECK(wrong_when("{author: {followers: {at_least: 5, below: 5}}}") ==
          lines{"r.yaml:3:21: rule 'r': 'followers': no number is at_least 5, below 5; nothing can "
                "match it"});
    CHECK(wrong_when("{stars: {at_least: 6}}") ==
          lines{"r.yaml:3:12: rule 'r': 'stars': no number is at_least 6; stars are 1 to 5"});
    CHECK(wrong_when("{stars: {below: 1}}").size() == 1);
    CHECK(wrong_when("{author: {followers: {below: 0}}}").size() == 1);
    CHECK(wrong_when("{time: {zone: Europe/Amsterdan}}") ==
          lines{"r.yaml:3:25: rule 'r': 'Europe/Amsterdan' is no time zone; did you mean "
                "'Europe/Amsterdam'?"});
    CHECK(wrong_when("{time: {from: '09:00'}}") ==
          lines{"r.yaml:3:12: rule 'r': 'time' names no zone; add one, such as zone: "
                "Europe/Amsterdam"});
    CHECK(wrong_when("{time: {zone: UTC, from: '9:00'}}") ==
          lines{"r.yaml:3:36: rule 'r': 'from' is a time such as \"06:30\", not '9:00'"});
    CHECK(
        wrong_when("{time: {zone: UTC, from: '09:00', to: '09:00'}}") ==
        lines{"r.yaml:3:12: rule 'r': 'time' has no minute from 09:00 to 09:00; leave both out for "
              "the whole day"});
    CHECK(wrong_when("{time: {zone: UTC, days: [monday]}}").size() == 1);
    for (const char* bad : {"24:01", "25:00", "12:60", "-1:00", "ab:cd", "12:5"})
        CHECK(wrong_when("{time: {zone: UTC, to: '" + std::string(bad) + "'}}").size() == 1);
}

TEST_CASE("reading: tests have a text, expect something, and know the rules") {
    CHECK(wrong_test("{class: c}") == lines{"r.yaml:4:5: test: has no 'text'; add it"});
    CHECK(wrong_test("{text: a, matches: [rr]}") ==
          lines{"r.yaml:4:5: test of 'a': there is no rule 'rr'; did you mean 'r'?"});
    CHECK(
        wrong_test("{text: a, class: c, created: yesterday}") ==
        lines{
            "r.yaml:4:34: test of 'a': 'created' is a time such as 2026-03-01T07:49:01+01:00, not "
            "'yesterday'"});
    CHECK(wrong_test("{text: a, class: c, stars: 9}") ==
          lines{"r.yaml:4:32: test of 'a': stars are 1 to 5"});
    CHECK(wrong_test("{text: a, ignored: no, class: none, topics: none, sinks: []}").empty());
}

TEST_CASE("reading: conditions nest so deep and no deeper") {
    std::string deep = "{words: a}";
    for (int i = 0; i < 40; ++i) deep = "{not: " + deep + "}";
    REQUIRE(wrong_when(deep).size() == 1);
    CHECK_THAT(wrong_when(deep).at(0), contains("nested more than 32 levels deep"));
}

TEST_CASE("reading: a list has its limit") {
    std::string words;
    for (int i = 0; i < 10'001; ++i) words += (i ? ", w" : "w") + std::to_string(i);
    CHECK(wrong_when("{words: [" + words + "]}") ==
          lines{"r.yaml:3:19: rule 'r': 'words' lists more than 10000; split the rule"});
}

TEST_CASE("reading: names of sinks and accounts are handed out with their places") {
    const rule_set rules = rules_of(R"(rules:
  a: {when: {account: [klm, ba]}, then: {sinks: [pager]}}
  b: {when: {words: x}, unless: {account: klm}, then: {sinks: [desk, pager]}}
)");
    lines said;
    for (const outside_name& one : rules.sinks())
        said.push_back(one.rule + " " + one.name + " " + std::to_string(one.at.line) + ":" +
                       std::to_string(one.at.column));
    CHECK(said == lines{"a pager 2:50", "b desk 3:64", "b pager 3:70"});
    CHECK(rules.accounts().size() == 3);
}

TEST_CASE("loading: the files of a folder in the order of their names") {
    const tests::temporary_directory folder;
    const auto write = [&](const char* name, const char* bytes) {
        std::ofstream(folder.path() / name) << bytes;
    };
    write("20-b.yaml", "rules: {b: {when: {words: x}, then: {class: two}}}\n");
    write("10-a.yaml",
          "rules: {a: {when: {words: x}, then: {class: one}}}\n"
          "tests: [{text: x, matches: [a, b], class: one}, {text: x, class: two}]\n");
    write("30-c.yaml.bak", "nonsense: [");
    write(".hidden.yaml", "nonsense: [");
    base::config_problems problems;
    const auto loaded = load_rules(folder.path(), problems);
    REQUIRE(loaded);
    REQUIRE(problems.lines() == lines{});
    CHECK(names_of(judged(*loaded, "x")) == lines{"a", "b"});
    CHECK(loaded->size() == 2);
    CHECK(loaded->test_count() == 2);
    const auto failed = loaded->run_tests();
    REQUIRE(failed.size() == 1);
    CHECK(failed[0].at.line == 2);
    CHECK(failed[0].wrong == lines{"class: expected two, got one"});
    CHECK(failed[0].matched == std::vector<rule_match>{{"a", {"x"}}, {"b", {"x"}}});
}

TEST_CASE("loading: a folder that is not there is said, with what was tried") {
    base::config_problems problems;
    const auto loaded = load_rules("/nowhere/rules.d", problems);
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().kind == error_kind::permanent);
    CHECK(loaded.error().detail ==
          "cannot read the rules in /nowhere/rules.d: No such file or directory");
}

TEST_CASE("tests in files: everything that can be expected and is not so is said") {
    const rule_set rules = rules_of(R"(rules:
  r: {when: {words: [a], language: nl}, then: {class: c, topics: [t], sinks: [s], ignore: why}}
tests:
  - {text: a, language: nl, matches: r, class: c, urgency: normal, topics: t, sinks: s, ignored: r}
  - {text: a, language: nl, matches_not: r, class: none, urgency: now, topics: none, sinks: [u],
     ignored: no, case: open, do_not_watch: yes}
  - {text: a, matches: r}
)");
    const auto failed = rules.run_tests();
    REQUIRE(failed.size() == 2);
    CHECK(failed[0].wrong == lines{"matches_not: expected that r does not match, it matched by a",
                                   "class: expected none, got c",
                                   "urgency: expected now, got normal",
                                   "topics: expected none, got t", "sinks: expected u, got s",
                                   "ignored: expected no, got r", "case: expected open, got unsaid",
                                   "do_not_watch: expected yes, got no"});
    CHECK(failed[1].wrong == lines{"matches: expected r, which did not match"});
}
