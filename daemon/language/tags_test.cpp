#include "language/tags.hpp"

#include "catch.hpp"

using namespace earshot::language;

TEST_CASE("tags: regions, writings and old codes come down to one code") {
    CHECK(primary_language("pt-BR") == "pt");
    CHECK(primary_language("zh_Hant_TW") == "zh");
    CHECK(primary_language("NL") == "nl");
    CHECK(primary_language("nb") == "no");
    CHECK(primary_language("nn-NO") == "no");
    CHECK(primary_language("in") == "id");
    CHECK(primary_language("iw") == "he");
    CHECK(primary_language("por") == "pt");
}

TEST_CASE("tags: what names no language is none") {
    for (const char* tag : {"", "und", "zxx", "qme", "qht", "x", "123", "english", "-", "e\xff"})
        CHECK_FALSE(primary_language(tag));
}

TEST_CASE("tags: which languages can be told") {
    for (const char* tag : {"nl", "no", "ja", "zh", "ko", "he", "ru", "ar", "is", "sw"})
        CHECK(can_tell(tag));
    for (const char* tag : {"", "qq", "dutch", "xx"}) CHECK_FALSE(can_tell(tag));
}
