#include "file/line.hpp"

#include "catch.hpp"

namespace earshot::file {

namespace {

sink_item said(std::string key, std::string text) {
    sink_item one;
    one.key = std::move(key);
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.object_id = "1990000000000000007";
    one.item.text = std::move(text);
    one.item.display_text = one.item.text;
    return one;
}

}  // namespace

TEST_CASE("file line: the key first, then the message, whose text survives byte for byte") {
    const std::string text = "Koffer weg 😡\n\"KL1234\"\t\\ \x7F \u2028 e\u0301 \u0000";
    const std::string line = to_line(said("k-1", text), true);
    CHECK(line.starts_with("{\"key\":\"k-1\",\"message\":{"));
    CHECK(line.ends_with("}}\n"));
    CHECK(line.find('\n') == line.size() - 1);
    const std::string inner = line.substr(line.find(":{") + 1, line.size() - line.find(":{") - 3);
    CHECK(message_from_json(inner)->text == text);
}

TEST_CASE("file line: raw comes along, in base64 where it is not UTF-8") {
    sink_item one = said("k", "hi");
    one.item.raw = "{\"id\":1}";
    CHECK(to_line(one, true).ends_with(",\"raw\":\"{\\\"id\\\":1}\"}\n"));
    one.item.raw = "\xFF";
    CHECK(to_line(one, false).ends_with(",\"raw_base64\":\"/w==\"}\n"));
}

TEST_CASE("file line: what was understood stands beside the message, where anything was") {
    sink_item one = said("k", "Waar is mijn koffer?");
    one.item.raw = "{}";
    CHECK_FALSE(to_line(one, true).contains("understanding"));
    one.understood.language.tag = "nl";
    one.understood.case_id = "c17";
    const std::string line = to_line(one, true);
    const std::string before = "},\"understanding\":";
    const auto begin = line.find(before) + before.size();
    const auto end = line.find(",\"raw\":");
    REQUIRE(line.contains(before));
    REQUIRE(end != line.npos);
    CHECK(understanding_from_json(line.substr(begin, end - begin)).value() == one.understood);
}

TEST_CASE("file line: the key is read back, whatever is in it") {
    for (const char* key : {"018f-1", "sink:file/1", "quote\"d", "back\\slash", "new\nline", ""}) {
        std::string line = to_line(said(key, "text with \"key\":\"other\""), true);
        line.pop_back();
        CHECK(key_of(line) == key);
    }
}

TEST_CASE("file line: a notice has a line of its own kind, and a key like every other") {
    notice one;
    one.key = "n\"1";
    one.case_key = "x/klm/1";
    one.what = gap_found{"x", "klm", {{}, {}, "away for\nnine days"}};
    std::string line = to_line(one);
    CHECK(line == "{\"key\":\"n\\\"1\",\"notice\":" + to_json(one) + "}\n");
    CHECK(line.find('\n') == line.size() - 1);
    line.pop_back();
    CHECK(key_of(line) == "n\"1");
}

TEST_CASE("file line: what is not a line of ours has no key") {
    for (const char* line : {"", "{}", "{\"key\":1}", "{\"key\":\"unfinished", "{\"key\":\"a\\",
                             "{\"message\":{},\"key\":\"k\"}"})
        CHECK_FALSE(key_of(line));
}

}  // namespace earshot::file
