#include "text/normalize.hpp"

#include "catch.hpp"
#include "text/unicode.hpp"

namespace earshot::texts {

namespace {

message said(std::string text) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "1990000000000000007";
    item.by.id = "42";
    item.text = std::move(text);
    return item;
}

std::string displayed(std::string text) {
    message item = said(text);
    REQUIRE(normalize(item));
    CHECK(item.text == text);
    return item.display_text;
}

std::string refused(message item) {
    const auto done = normalize(item);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == error_kind::invalid);
    return to_string(done.error());
}

}  // namespace

TEST_CASE("normalize: text is never changed, only what is displayed") {
    for (const char* text : {"@klm my bag is gone", "Q&amp;A cafe\u0301",
                             "👩‍👩‍👧‍👦 🇳🇱 1\uFE0F\u20E3",
                             "手荷物が届かない か\u3099", "أَيْنَ حقيبتي؟", "z̶̢̛a̷̧l̴̨g̵o",
                             "tabs\tand\r\nlines\n", "\u212B \uFB01 \u00A0", "&#0; &bogus; &"}) {
        message item = said(text);
        const auto done = normalize(item);
        REQUIRE(done);
        CHECK(item.text == text);
        CHECK_FALSE(done->repaired);
        CHECK(message_from_json(to_json(item))->text == text);
        CHECK(message_from_json(to_json(item))->display_text == item.display_text);
    }
}

TEST_CASE("normalize: the displayed text is composed and resolved") {
    CHECK(displayed("plain") == "plain");
    CHECK(displayed("Q&amp;A cafe\u0301") == "Q&A caf\u00E9");
    CHECK(displayed("cafe&#x301;") == "caf\u00E9");
    CHECK(displayed("\uFB01") == "\uFB01");
}

TEST_CASE("normalize: control characters are not displayed, newline and tab are") {
    CHECK(displayed("a\tb\r\nc") == "a\tb\nc");
    CHECK(displayed("\x1B[31mred\x7F") == "[31mred");
    CHECK(displayed("a\u0085\u009Bb \u00A3\u00BF") == "ab \u00A3\u00BF");
    CHECK(displayed("&#27;[2J") == "[2J");
    CHECK(displayed(std::string("a\0b", 3)) == "ab");
}

TEST_CASE("normalize: bytes that are not UTF-8 are replaced, and kept in raw") {
    message item = said("caf\xE9");
    const auto done = normalize(item);
    REQUIRE(done);
    CHECK(done->repaired);
    CHECK(item.text == "caf\uFFFD");
    CHECK(item.display_text == "caf\uFFFD");
    CHECK(item.raw == "caf\xE9");
}

TEST_CASE("normalize: the platform's own raw object is left alone") {
    message item = said("caf\xE9");
    item.raw = "{\"text\":\"caf\xE9\"}";
    REQUIRE(normalize(item));
    CHECK(item.raw == "{\"text\":\"caf\xE9\"}");
}

TEST_CASE("normalize: names are repaired and cut between characters") {
    message item = said("hi");
    item.by.handle = "a\xFF";
    item.by.display_name = std::string(max_name - 1, 'n') + "é";
    const auto done = normalize(item);
    REQUIRE(done);
    CHECK(item.by.handle == "a\uFFFD");
    CHECK(item.by.display_name == std::string(max_name - 1, 'n'));
    CHECK(done->repaired);
    CHECK(done->trimmed);
}

TEST_CASE("normalize: too long a text is put aside") {
    CHECK(normalize(*std::make_unique<message>(said(std::string(max_text, 'a')))));
    CHECK(refused(said(std::string(max_text + 1, 'a'))).contains("text.too_long"));
}

TEST_CASE("normalize: an id that cannot name anything is put aside") {
    message item = said("hi");
    item.object_id.clear();
    CHECK(refused(item).contains("object_id is missing"));
    item.object_id = std::string(max_id + 1, '1');
    CHECK(refused(item).contains("object_id is longer"));
    item.object_id = "1\n2";
    CHECK(refused(item).contains("object_id has characters"));
    item.object_id = "\xFF";
    CHECK(refused(item).contains("object_id has characters"));
    item.object_id = "a\u0085";
    CHECK(refused(item).contains("object_id has characters"));
    item = said("hi");
    item.parent_id = "a\x01";
    CHECK(refused(item).contains("parent_id"));
}

TEST_CASE("normalize: an id may be of any script") {
    message item = said("hi");
    item.object_id = "at://\u00A3\u00B7/投稿";
    CHECK(normalize(item));
}

TEST_CASE("normalize: entities are kept within the text") {
    message item = said("😀 @klm");
    item.entities = {{entity_kind::mention, 2, 6, "klm", "1"},
                     {entity_kind::link, 4, 99, "https://e.org", ""},
                     {entity_kind::hashtag, 50, 60, "x", ""},
                     {entity_kind::hashtag, 3, 3, "x", ""}};
    REQUIRE(normalize(item));
    REQUIRE(item.entities.size() == 2);
    CHECK(item.entities[0].end == 6);
    CHECK(item.entities[1].end == 6);
}

TEST_CASE("normalize: parts and addresses have limits") {
    message item = said("hi");
    item.entities.resize(max_parts + 1, {entity_kind::mention, 0, 1, "klm", ""});
    item.attachments.resize(2);
    item.attachments[0].url = std::string(max_address + 1, 'u');
    item.attachments[1].url = "https://e.org/\xFF";
    item.permalink = std::string(max_address + 1, 'u');
    const auto done = normalize(item);
    REQUIRE(done);
    CHECK(done->trimmed);
    CHECK(item.entities.size() == max_parts);
    CHECK(item.attachments[0].url.empty());
    CHECK(valid_utf8(item.attachments[1].url));
    CHECK(item.permalink.empty());
}

TEST_CASE("normalize: what an agent wrote keeps its lines and loses what nobody can see") {
    CHECK(printable(std::string_view("\0two\n\tlines \x1B[31m\x7F\xC2\x85é😀", 26)) ==
          "two\n\tlines [31mé😀");
    CHECK(valid_utf8(printable("half \xC3")));
}

}  // namespace earshot::texts
