#include "base/config_tree.hpp"

#include <fstream>

#include "base/config_suggest.hpp"
#include "catch.hpp"

using namespace earshot::base;
using earshot::tests::contains;
using shape = config_node::shape;

namespace {

using lines = std::vector<std::string>;

config_node good(std::string_view yaml) {
    config_problems problems;
    config_node node = parse_config("a.yaml", yaml, problems);
    CHECK(problems.lines() == lines{});
    return node;
}

lines bad(std::string_view yaml, config_limits limits = {}) {
    config_problems problems;
    parse_config("a.yaml", yaml, problems, limits);
    return problems.lines();
}

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("config tree: every value is the text that stands in the file") {
    const auto node = good(
        "truth: no\nmode: 0777\nlarge: 1e3\nquoted: \"a\\tb\"\nsingle: 'it''s'\n"
        "folded: >-\n  one\n  two\ntime: 12:30:45\n");
    CHECK(node.find("truth")->text() == "no");
    CHECK(node.find("mode")->text() == "0777");
    CHECK(node.find("large")->text() == "1e3");
    CHECK(node.find("quoted")->text() == "a\tb");
    CHECK(node.find("single")->text() == "it's");
    CHECK(node.find("folded")->text() == "one two");
    CHECK(node.find("time")->text() == "12:30:45");
    CHECK(node.find("absent") == nullptr);
}

TEST_CASE("config tree: mappings, lists and nothing, in the order of the file") {
    const auto node = good("b: [x, y]\na:\n  - {k: v}\n  - z\nempty:\nnull_too: ~\n");
    REQUIRE(node.is() == shape::mapping);
    REQUIRE(node.members().size() == 4);
    CHECK(node.members()[0].key == "b");
    CHECK(node.find("b")->items()[1].text() == "y");
    CHECK(node.find("a")->items()[0].find("k")->text() == "v");
    CHECK(node.find("empty")->is() == shape::nothing);
    CHECK(node.find("null_too")->is() == shape::nothing);
}

TEST_CASE("config tree: positions count lines and code points from 1") {
    const auto node = good("# a comment\nüñí: {naïve: x, k: y}\nlist:\n  - one\n");
    const config_node& flow = *node.find("üñí");
    CHECK(flow.at().line == 2);
    CHECK(flow.at().column == 6);
    CHECK(flow.find("naïve")->at().column == 14);
    CHECK(flow.members()[1].at.column == 17);
    CHECK(flow.find("k")->at().column == 20);
    CHECK(node.find("list")->items()[0].at().line == 4);
    CHECK(node.find("list")->items()[0].at().column == 5);
    CHECK(*flow.at().file == "a.yaml");
}

TEST_CASE("config tree: a byte order mark and Windows line ends change nothing") {
    const auto node = good(
        "\xef\xbb\xbf"
        "a: 1\r\nb:\r\n  c: 2\r\n");
    CHECK(node.find("a")->text() == "1");
    CHECK(node.find("b")->find("c")->text() == "2");
    CHECK(node.find("b")->find("c")->at().line == 3);
}

TEST_CASE("config tree: equality looks at the content, not at where it stands") {
    CHECK(good("a: {b: [c]}\n") == good("# moved\n\na:\n    b:\n    - c\n"));
    CHECK_FALSE(good("a: {b: [c]}\n") == good("a: {b: [d]}\n"));
    CHECK_FALSE(good("a: b\n") == good("a: [b]\n"));
    CHECK_FALSE(good("a: ''\n") == good("a:\n"));
}

TEST_CASE("config tree: an empty file is nothing, and not an error") {
    CHECK(good("").is() == shape::nothing);
    CHECK(good("# only a comment\n").is() == shape::nothing);
    CHECK(good("---\n").is() == shape::nothing);
}

TEST_CASE("config tree: a key given twice is named with the line of the first") {
    CHECK(bad("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n") ==
          lines{"a.yaml:2:11: the key 'c' is given twice, first in line 2; remove one of them",
                "a.yaml:3:1: the key 'a' is given twice, first in line 1; remove one of them",
                "a.yaml:4:1: the key 'a' is given twice, first in line 1; remove one of them"});
}

TEST_CASE("config tree: anchors, aliases, merge keys and tags are refused, each where it stands") {
    CHECK(bad("base: &b {x: 1}\nother:\n  <<: *b\n  y: *b\nt: !!binary aGk=\n") ==
          lines{"a.yaml:1:7: an anchor (&name) is not allowed here; remove it and write values out",
                "a.yaml:3:3: a merge key (<<) is not allowed here; write the keys out",
                "a.yaml:3:7: an alias (*name) is not allowed here; write the value itself",
                "a.yaml:4:6: an alias (*name) is not allowed here; write the value itself",
                "a.yaml:5:4: a tag (tag:yaml.org,2002:binary) is not allowed here; remove it"});
}

TEST_CASE("config tree: a billion laughs cost nothing") {
    std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        const std::string name = "a" + std::to_string(i);
        yaml += name + ": &" + name + " [" + before + repeated(", " + before, 8) + "]\n";
    }
    CHECK(bad(yaml).size() == 10 + 81);
}

TEST_CASE("config tree: keys must be words") {
    CHECK(bad("? [a, b]\n: c\n") == lines{"a.yaml:1:3: a key must be a word, followed by a colon"});
    CHECK(bad("'': c\n") == lines{"a.yaml:1:1: a key must be a word, followed by a colon"});
}

TEST_CASE("config tree: a second document is refused") {
    CHECK(bad("a: 1\n---\na: 2\n") ==
          lines{"a.yaml:2:1: a second document begins here; keep one, without a `---` line in "
                "between"});
}

TEST_CASE("config tree: a syntax error says where") {
    CHECK_THAT(bad("a: 1\nb: [1, 2\nc: 3\n").at(0), contains("a.yaml:3:2: not valid YAML: "));
    CHECK_THAT(bad("a: 1\n  b: 2\n").at(0), contains("a.yaml:2:4: not valid YAML: "));
}

TEST_CASE("config tree: a quote that is never closed is reported where it opens") {
    const lines expected{"a.yaml:2:4: the quote that opens here is never closed; close it"};
    CHECK(bad("a: 1\nb: 'open\n") == expected);
    CHECK(bad("a: 1\nb: \"open\nc: 2\n") == expected);
    CHECK(bad("a: 1\nb: 'it''s open\nc: 2\n") == expected);
    CHECK(bad("a: 1\nb: \"\\\"\n") == expected);
    good("a: 'it''s'\nb: \"\\\"\"\nc: \"two\n  lines\"\nd: ''\n");
}

TEST_CASE("config tree: tabs that indent are all reported") {
    CHECK(bad("a:\n\tb: 1\n  \tc: 2\n") ==
          lines{"a.yaml:2:1: a tab in the indentation; use spaces",
                "a.yaml:3:3: a tab in the indentation; use spaces"});
    good("a: 1\t# behind a value\n\t\n\t# before a comment\n");
}

TEST_CASE("config tree: what is not UTF-8 or not text is reported with its position") {
    CHECK(bad("ü: \xff\nb: caf\xe9\n") ==
          lines{"a.yaml:1:4: not valid UTF-8; save the file as UTF-8",
                "a.yaml:2:7: not valid UTF-8; save the file as UTF-8"});
    CHECK(bad("a: \xc0\xaf\n").size() == 1);          // overlong
    CHECK(bad("a: \xed\xa0\x80\n").size() == 1);      // a surrogate
    CHECK(bad("a: \xf4\x90\x80\x80\n").size() == 1);  // beyond Unicode
    CHECK(bad("a: \xe2\x82").size() == 1);            // cut off
    CHECK(bad("a: \x1b[31m\n") ==
          lines{"a.yaml:1:4: a control character; remove it, or write it as an escape in double "
                "quotes"});
    CHECK(bad(repeated("\xff\n", 500)).size() == 20);
}

TEST_CASE("config tree: limits on size, depth and number") {
    CHECK(bad("a: 12345678\n", {.bytes = 8}) ==
          lines{"a.yaml:1:1: larger than 8 bytes; is this the right file?"});
    good(repeated("[", 16) + repeated("]", 16));
    CHECK(bad(repeated("[", 17) + repeated("]", 17)) ==
          lines{"a.yaml:1:17: nested more than 16 levels deep; no key of the configuration stands "
                "that deep"});
    CHECK(bad(repeated("[", 100'000)).size() == 1);
    CHECK(bad("[1, 2, 3, 4]", {.nodes = 3}) ==
          lines{"a.yaml:1:11: more than 3 values in one file; split it or remove some"});
}

TEST_CASE("config tree: problems are sorted by place, and what they quote cannot move the cursor") {
    CHECK(
        bad("\"\\e[2J\": 1\n\"\\e[2J\": 2\n") ==
        lines{
            "a.yaml:2:1: the key '\\x1b[2J' is given twice, first in line 1; remove one of them"});
}

TEST_CASE("config tree: a file that cannot be read is another matter than a wrong one") {
    config_problems problems;
    const auto absent = load_config("/nonexistent/earshot.yaml", problems);
    REQUIRE_FALSE(absent);
    CHECK(absent.error().detail ==
          "cannot read /nonexistent/earshot.yaml: No such file or directory");
    CHECK_THAT(load_config("/tmp", problems).error().detail, contains("it is a directory"));
    CHECK(problems.empty());
}

TEST_CASE("suggestions: a swap, a lost, a doubled and a wrong letter are one step each") {
    CHECK(edit_distance("acount", "account") == 1);
    CHECK(edit_distance("accoutn", "account") == 1);
    CHECK(edit_distance("acccount", "account") == 1);
    CHECK(edit_distance("akcount", "account") == 1);
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("same", "same") == 0);
}

TEST_CASE("suggestions: the nearest where one is near, else what is known") {
    constexpr std::string_view known[] = {"accounts", "sinks", "log"};
    CHECK(suggestion("acount", known) == "did you mean 'accounts'?");
    CHECK(suggestion("lgo", known) == "did you mean 'log'?");
    CHECK(suggestion("database", known) == "known here: accounts, sinks, log");
    CHECK(suggestion(std::string(10'000, 'x'), known) == "known here: accounts, sinks, log");
    CHECK(suggestion("x", {}) == "nothing is known here");
}
