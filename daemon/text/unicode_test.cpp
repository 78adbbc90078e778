#include "text/unicode.hpp"

#include "catch.hpp"
#include "text/text_service.hpp"
#include "text/utf8.hpp"

namespace earshot::texts {

namespace {

std::vector<std::string> parts(std::string_view text) {
    std::vector<std::string> out;
    for (const grapheme& one : graphemes(text)) out.emplace_back(one.bytes);
    return out;
}

bool one_emoji(std::string_view text) {
    const auto found = graphemes(text);
    return found.size() == 1 && found.front().emoji && found.front().bytes == text;
}

bool one_character(std::string_view text) {
    const auto found = graphemes(text);
    return found.size() == 1 && !found.front().emoji && found.front().bytes == text;
}

}  // namespace

TEST_CASE("unicode: what people write is valid") {
    CHECK(valid_utf8(""));
    CHECK(valid_utf8("Vlucht KL1234 is weg"));
    CHECK(valid_utf8("手荷物が届きません 😡 ¿dónde está mi maleta? أين حقيبتي"));
    CHECK(valid_utf8("\xF4\x8F\xBF\xBF"));
    CHECK(valid_utf8(std::string_view("a\0b", 3)));
}

TEST_CASE("unicode: overlong, surrogate, too large, cut and stray bytes are not valid") {
    for (const char* bad :
         {"\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80",
          "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\x80",
          "abcdefgh\xE2\x82", "\xE2(\xA1", "12345678\xF0\x9F\x98"})
        CHECK_FALSE(valid_utf8(bad));
}

TEST_CASE("unicode: repairing replaces each maximal part once, and keeps the rest") {
    const std::string mark = "\xEF\xBF\xBD";
    CHECK(repair_utf8("caf\xE9 ok") == "caf" + mark + " ok");
    CHECK(repair_utf8("a\xE2\x82z") == "a" + mark + "z");
    CHECK(repair_utf8("\xED\xA0\x80") == mark + mark + mark);
    CHECK(repair_utf8("\xF0\x9F\x98") == mark);
    CHECK(repair_utf8("日本") == "日本");
    CHECK(valid_utf8(repair_utf8("\xC0\xFF\xE2\x28\xA1\xF0")));
}

TEST_CASE("unicode: NFC composes, and leaves alone what is composed") {
    CHECK(nfc("plain") == "plain");
    CHECK(nfc("cafe\u0301") == "caf\u00E9");
    CHECK(nfc("\u1112\u1161\u11AB") == "\uD55C");
    CHECK(nfc("\u304B\u3099") == "\u304C");
    CHECK(nfc("a\u0323\u0302") == "\u1EAD");
    CHECK(nfc("a\u0302\u0323") == "\u1EAD");
    CHECK(nfc("👩‍👩‍👧‍👦 🇳🇱") == "👩‍👩‍👧‍👦 🇳🇱");
    CHECK(nfc("\u212B") == "\u00C5");
}

TEST_CASE("unicode: letters under a hostile pile of marks are left alone") {
    std::string pile = "a";
    while (pile.size() < (256 << 10)) pile += "\u0301\u0323";
    CHECK(nfc(pile) == pile);
    std::string few = "e";
    for (int i = 0; i < 50; ++i) few += "\u0301\u0323";
    const std::string many = std::string(1'000, 'x') + few + few;
    CHECK(nfc(many) != many);
}

TEST_CASE("unicode: emoji sequences are one character each") {
    CHECK(one_emoji("😀"));
    CHECK(one_emoji("👩‍👩‍👧‍👦"));
    CHECK(one_emoji("👍🏽"));
    CHECK(one_emoji("☝🏿"));
    CHECK(one_emoji("🇳🇱"));
    CHECK(one_emoji("🏴󠁧󠁢󠁥󠁮󠁧󠁿"));
    CHECK(one_emoji("1\uFE0F\u20E3"));
    CHECK(one_emoji("#\u20E3"));
    CHECK(one_emoji("❤\uFE0F"));
    CHECK(one_emoji("❤\uFE0F\u200D🔥"));
    CHECK(one_emoji("❤\u200D🔥"));
    CHECK(one_emoji("✈\uFE0F"));
    CHECK(one_emoji("🧑🏻‍🤝‍🧑🏿"));
}

TEST_CASE("unicode: what only resembles emoji is not") {
    CHECK(one_character("1"));
    CHECK(one_character("#"));
    CHECK(one_character("✈"));
    CHECK(one_character("😀\uFE0E"));
    CHECK(one_character("🇳"));
    CHECK(one_character("©"));
    CHECK(one_character("é"));
}

TEST_CASE("unicode: flags in a row are cut in pairs") {
    CHECK(parts("🇳🇱🇩🇪") == std::vector<std::string>{"🇳🇱", "🇩🇪"});
}

TEST_CASE("unicode: characters of many scripts") {
    CHECK(parts("e\u0301a") == std::vector<std::string>{"e\u0301", "a"});
    CHECK(parts("が届く").size() == 3);
    CHECK(parts("か\u3099") == std::vector<std::string>{"か\u3099"});
    CHECK(parts("مَرحبا").size() == 5);
    CHECK(parts("नि").size() == 1);
    CHECK(parts("\u1112\u1161\u11AB").size() == 1);
    CHECK(parts("a\r\nb") == std::vector<std::string>{"a", "\r\n", "b"});
    CHECK(parts("é\r\nb") == std::vector<std::string>{"é", "\r\n", "b"});
    CHECK(parts("").empty());
}

TEST_CASE("unicode: offsets count code points") {
    const std::string text = "a😀é日";
    CHECK(code_points(text) == 4);
    CHECK(byte_offset(text, 0) == 0);
    CHECK(byte_offset(text, 1) == 1);
    CHECK(byte_offset(text, 2) == 5);
    CHECK(byte_offset(text, 3) == 7);
    CHECK(byte_offset(text, 4) == text.size());
    CHECK(byte_offset(text, 99) == text.size());
}

TEST_CASE("utf8: every code point is read as it was written") {
    for (char32_t c = 1; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string written;
        append_utf8(written, c);
        const character read = front_of(written);
        if (!read.whole || read.code_point != c || read.length != written.size())
            FAIL("U+" << std::hex << static_cast<std::uint32_t>(c));
    }
}

TEST_CASE("utf8: what is none is taken byte by byte") {
    std::string_view rest = "\xE2\x82z\xED\xA0\x80";  // cut short; a surrogate
    std::u32string taken;
    while (!rest.empty()) taken += take_front(rest);
    CHECK(taken == U"\uFFFD\uFFFDz\uFFFD\uFFFD\uFFFD");
    CHECK(front_of("\xE2\x82z").length == 2);
}

TEST_CASE("unicode: a cut never splits a code point") {
    CHECK(cut("a😀", 5) == "a😀");
    CHECK(cut("a😀", 4) == "a");
    CHECK(cut("😀", 3).empty());
    CHECK(cut("abc", 2) == "ab");
}

TEST_CASE("unicode: the service gives plugins an answer for any bytes") {
    const text_service service;
    CHECK(service.nfc("cafe\u0301 \xFF") == "caf\u00E9 \uFFFD");
    CHECK_FALSE(service.valid_utf8("\xFF"));
    CHECK(service.graphemes("\xE2\x82 🇳🇱").size() >= 2);
    CHECK(service.html_to_text("<p>Hi</p>") == "Hi");
}

}  // namespace earshot::texts
