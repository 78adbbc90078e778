#include "bluesky/facets.hpp"

#include <boost/json.hpp>

#include "bluesky/fixture.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/marks.hpp"
#include "catch.hpp"

namespace earshot::bluesky {
namespace {

using namespace tests;

const std::string example =
    "✨ example mentioning @atproto.com to share the URL 👨‍❤️‍👨 "
    "https://en.wikipedia.org/wiki/CBOR.";

json::object record(std::string_view facets) {
    return parse_object(R"({"facets":)" + std::string(facets) + "}").value();
}

std::string values(std::string_view text) {
    std::string out;
    for (const mark& one : find_marks(text)) {
        const char sign = one.kind == entity_kind::mention   ? '@'
                          : one.kind == entity_kind::hashtag ? '#'
                                                             : '>';
        out += (out.empty() ? "" : " ") + (sign + one.value);
    }
    return out;
}

TEST_CASE("marks: offsets count bytes, as in the protocol's own example") {
    const auto found = find_marks(example);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == mark{entity_kind::mention, 23, 35, "atproto.com"});
    CHECK(found[1] == mark{entity_kind::link, 74, 108, "https://en.wikipedia.org/wiki/CBOR"});
}

TEST_CASE("marks: mentions are handles after a space or a bracket") {
    CHECK(values("@Kari.Example.NO hei") == "@kari.example.no");
    CHECK(values("(@kari.example.no)") == "@kari.example.no");
    CHECK(values("vi(@kari.example.no) (#a)") == "@kari.example.no");
    CHECK(values("takk @kari.example.no, og @b.test!") == "@kari.example.no @b.test");
    for (const char* none : {"mail@kari.example.no", "@kari", "@-a.com", "@", "@.com", "@a..com"})
        CHECK(values(none).find('@') == std::string::npos);
}

TEST_CASE("marks: links with a scheme, and bare names of domains that are known") {
    CHECK(values("zie https://blauw.nl/koffer?a=1.") == ">https://blauw.nl/koffer?a=1");
    CHECK(values("(https://blauw.nl/a)") == ">https://blauw.nl/a");
    CHECK(values("https://en.wikipedia.org/wiki/A_(b)") == ">https://en.wikipedia.org/wiki/A_(b)");
    CHECK(values("blauw.nl/koffer, of Blauw.com!") ==
          ">https://blauw.nl/koffer >https://Blauw.com");
    CHECK(values("blauw.nl:8443/x?") == ">https://blauw.nl");
    for (const char* none : {"klaar.Bedankt", "e.g.", "1.5", "3.no", "anna.x@blauw.nl", "https://",
                             "a..nl", "ok... nl"})
        CHECK(values(none) == "");
}

TEST_CASE("marks: tags do not begin with a digit, and lose what ends a sentence") {
    CHECK(values("#koffer, #blå. #a1!") == "#koffer #blå #a1");
    for (const char* none : {"#", "#1", "#2026", "a#b", "##", "#."}) CHECK(values(none) == "");
}

TEST_CASE("marks: each lies within the text, between two characters, and none overlaps") {
    for (const std::string& text : {example, std::string("#\xC3"), std::string("@a.com\xE2\x80"),
                                    std::string("(((@a.com)))(#x)"), std::string("\xA0#x a.nl")}) {
        std::size_t before = 0;
        for (const mark& one : find_marks(text)) {
            CHECK(one.begin >= before);
            CHECK(one.end > one.begin);
            CHECK(one.end <= text.size());
            before = one.end;
        }
    }
}

TEST_CASE("facets: bytes become code points") {
    const auto found = read_facets(record(R"([{"index":{"byteStart":74,"byteEnd":108},"features":[
                     {"$type":"app.bsky.richtext.facet#link","uri":"https://e.example/"}]},
                   {"index":{"byteStart":23,"byteEnd":35},"features":[
                     {"$type":"app.bsky.richtext.facet#mention","did":"did:plc:a"}]}])"),
                                   example);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == entity{entity_kind::mention, 21, 33, "atproto.com", "did:plc:a"});
    CHECK(found[1] == entity{entity_kind::link, 58, 92, "https://e.example/", ""});
}

TEST_CASE("facets: a mark that makes no sense is left out, the others stay") {
    const std::string link = R"("features":[{"$type":"app.bsky.richtext.facet#link","uri":"u"}]})";
    const auto count = [&](const std::string& index) {
        return read_facets(record(R"([{"index":)" + index + "," + link + "]"), "blå 🧳").size();
    };
    CHECK(count(R"({"byteStart":0,"byteEnd":4})") == 1);
    CHECK(count(R"({"byteStart":5,"byteEnd":9})") == 1);
    for (const char* bad :
         {R"({"byteStart":0,"byteEnd":3})", R"({"byteStart":6,"byteEnd":9})",
          R"({"byteStart":0,"byteEnd":10})", R"({"byteStart":-1,"byteEnd":2})",
          R"({"byteStart":2,"byteEnd":2})", R"({"byteStart":"0","byteEnd":1})", "{}", "7"})
        CHECK(count(bad) == 0);
    CHECK(read_facets(record("7"), "x").empty());
    CHECK(read_facets(record("[7,{}]"), "x").empty());
}

TEST_CASE("facets: who is mentioned is known even where the mark is misplaced") {
    const auto off = record(R"([{"index":{"byteStart":900,"byteEnd":901},"features":[
                                 {"$type":"app.bsky.richtext.facet#mention","did":"did:plc:a"}]}])");
    CHECK(mentions(off, "did:plc:a"));
    CHECK_FALSE(mentions(off, "did:plc:b"));
}

}  // namespace
}  // namespace earshot::bluesky
