#include "language/text_cleaner.hpp"

#include <array>

#include "catch.hpp"

using namespace earshot;
using namespace earshot::language;

namespace {

// The words, each as `<word>`, apart by commas.
std::string words_of(std::string_view text, std::span<const entity> entities = {}) {
    const evidence_text cleaned = clean(text, entities);
    std::string found;
    for (const word& one : cleaned.words()) {
        if (!found.empty()) found += ',';
        for (const char32_t letter : cleaned.letters(one))
            if (letter != U' ') found += letter < 0x80 ? static_cast<char>(letter) : '*';
    }
    return found;
}

}  // namespace

TEST_CASE("cleaner: words in lower case, signs and digits left out") {
    CHECK(words_of("Don't PANIC, it's 12:45 o'clock!") == "don't,panic,it's,o'clock");
    CHECK(words_of("'quoted' rock-'n'-roll") == "quoted,rock,n,roll");
    CHECK(words_of("ÀÉÎŐ Straße") == "****,stra*e");
}

TEST_CASE("cleaner: handles, hashtags, links and addresses are left out, marked or not") {
    CHECK(words_of("hi @klm_nl and #travel2day, ok") == "hi,and,ok");
    CHECK(words_of("see https://example.com/a/b?c=d now") == "see,now");
    CHECK(words_of("see www.example.com now") == "see,now");
    CHECK(words_of("mail jan.de-vries@example.co.uk please") == "mail,please");
    CHECK(words_of("#東京 ok ＃大阪") == "ok");
    const std::array marked{entity{.kind = entity_kind::hashtag, .begin = 4, .end = 9}};
    CHECK(words_of("é — three four", marked) == "*,four");
}

TEST_CASE("cleaner: an entity past the end, or turned round, does no harm") {
    const std::array odd{entity{.begin = 90, .end = 95}, entity{.begin = 5, .end = 2}};
    CHECK(words_of("one two", odd) == "one,two");
}

TEST_CASE("cleaner: letters are counted by writing") {
    const evidence_text cleaned = clean("abc カナ 漢字 한글 где 5 😀", {});
    CHECK(cleaned.count(script::latin) == 3);
    CHECK(cleaned.count(script::kana) == 2);
    CHECK(cleaned.count(script::han) == 2);
    CHECK(cleaned.count(script::hangul) == 2);
    CHECK(cleaned.count(script::cyrillic) == 3);
    CHECK(cleaned.letters_in_all() == 12);
}

TEST_CASE("cleaner: capitals are remembered") {
    const evidence_text cleaned = clean("Amsterdam KLM iPhone", {});
    REQUIRE(cleaned.words().size() == 3);
    CHECK(cleaned.words()[0].capitalized);
    CHECK_FALSE(cleaned.words()[0].all_capitals);
    CHECK(cleaned.words()[1].all_capitals);
    CHECK_FALSE(cleaned.words()[2].capitalized);
}

TEST_CASE("cleaner: of a text without end the beginning counts") {
    std::string endless = "first ";
    for (int turn = 0; turn < 10'000; ++turn) endless += "word ";
    const evidence_text cleaned = clean(endless, {});
    CHECK(cleaned.words().size() > 100);
    CHECK(cleaned.words().size() < 500);
}
