#include "text/fold.hpp"

#include <random>

#include "catch.hpp"
#include "text/unicode.hpp"

using namespace earshot::texts;

TEST_CASE("fold: case, accents and width make no difference") {
    const std::pair<const char*, const char*> table[] = {
        {"KLM", "klm"},
        {"Grüße, GRÜSSE", "grusse, grusse"},
        {"ÅLESUND Ålesund", "alesund alesund"},
        {"Smørrebrød ŁÓDŹ đà œuvre Ærø", "smorrebrod lodz da oeuvre aero"},
        {"İstanbul ISPARTA ışık", "istanbul isparta isik"},
        {"¿Dónde está mañana?", "¿donde esta manana?"},
        {"ΆΡΗΣ άρης", "αρησ αρησ"},
        {"Ёлка Йод", "елка иод"},
        {"ＫＬＭ　１２３", "klm 123"},
        {"ｺﾑｷｬｽﾄ", "コムキャスト"},
        {"ﾊﾞｽ", "バス"},
        {"が か゛", "が か \u3099"},
        {"ﬁne Ⅷ ①", "fine viii 1"},
        {"don’t “quote” a–b", "don't \"quote\" a-b"},
        {"❤️ 1️⃣", "❤ 1"},
        {"co\u00ADop zero\u200Bwidth", "coop zerowidth"},
        {"한국 हिंदी ไทย", "한국 हिंदी ไทย"},
        {"", ""},
    };
    for (const auto& [text, expected] : table) CHECK(folded(text) == expected);
}

TEST_CASE("fold: composed and decomposed texts are one") {
    for (const char* word : {"ÇA", "é", "Ü", "ά", "й", "が", "パン", "각", "ক\u09CB", "Việt"}) {
        INFO(word);
        const std::string composed = nfc(word);
        std::string decomposed;
        for (const char* mark : {"\u0301"}) decomposed = composed + mark;  // one more accent
        CHECK(folded(composed) == folded(word));
        CHECK(folded(decomposed).starts_with(folded(composed)));
    }
    CHECK(folded("C\u0327A e\u0301") == folded("ÇA é"));
    CHECK(folded("か\u3099ハ\u309A") == folded("がパ"));
    CHECK(folded("\u1100\u1161\u11A8") == folded("각"));
    CHECK(folded("Vie\u0323\u0302t") == "viet");
}

TEST_CASE("fold: a heap of accents is none") {
    std::string heap = "c";
    for (int i = 0; i < 1'000; ++i) heap += "\u0338";
    CHECK(folded(heap + "omcast") == "comcast");
}

TEST_CASE("fold: every byte knows where it came from") {
    folded_text out;
    fold("Aß é\u0301ﬁx", out);
    CHECK(out.text == "ass efix");
    CHECK(out.from == std::vector<std::uint32_t>{0, 1, 1, 3, 4, 8, 8, 11, 12});
}

TEST_CASE("fold: folding twice changes nothing, and positions never go back") {
    std::mt19937 random(5);
    std::uniform_int_distribution<char32_t> any(1, 0x1FFFF);
    std::uniform_int_distribution<char32_t> near(0x20, 0x370);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (int j = 0; j < 12; ++j) append_utf8(text, j % 3 == 0 ? any(random) : near(random));
        folded_text once;
        fold(text, once);
        CAPTURE(text);
        REQUIRE(valid_utf8(once.text));
        REQUIRE(once.from.size() == once.text.size() + 1);
        REQUIRE(std::ranges::is_sorted(once.from));
        REQUIRE(once.from.back() == text.size());
        REQUIRE(folded(once.text) == once.text);
    }
}

TEST_CASE("fold: what is not UTF-8 does no harm") {
    CHECK(folded("a\xFFz") == "a\uFFFDz");
    CHECK(folded("\xE3\x82") == "\uFFFD\uFFFD");
    CHECK(folded("\xED\xA0\x80").size() == 9);
}

TEST_CASE("fold: letters are told from signs and separators, and dense scripts from others") {
    for (const char32_t c : U"aZ9é한अ") {
        if (c != 0) CHECK(class_of(c) == letter_class::word);
    }
    for (const char32_t c : U"漢かカーไ々ກ") {
        if (c != 0) CHECK(class_of(c) == letter_class::dense);
    }
    for (const char32_t c : U" .,#_-+$|\u3000、。「・…") {
        if (c != 0) CHECK(class_of(c) == letter_class::separator);
    }
    for (const char32_t c : U"😡€♥☔") {
        if (c != 0) CHECK(class_of(c) == letter_class::sign);
    }
    CHECK(class_of(0) == letter_class::separator);
    CHECK(class_of(0x10FFFF) == letter_class::sign);
}
