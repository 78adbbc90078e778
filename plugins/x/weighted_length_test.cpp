#include "x/weighted_length.hpp"

#include "catch.hpp"
#include "earshot/testkit/plain_text.hpp"
#include "text/text_service.hpp"

namespace earshot::x {
namespace {

int count(const std::string& text) { return weighted_length(text, texts::text_service()).value(); }

std::string repeated(std::string_view part, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += part;
    return out;
}

TEST_CASE("weighted length: the published figures for links") {
    CHECK(count("Hi http://test.co") == 26);
    CHECK(count("http://test.co") == 23);
    CHECK(count(repeated("https://www.twitter.com/aloha ", 10)) == 240);
    CHECK(count("test.co") == 23);
    CHECK(count(repeated("randomurl", 7) + "s.com") == 68);
}

TEST_CASE("weighted length: the published figures for emoji, each a unit") {
    CHECK(count("H🐱☺👨‍👩‍👧‍👦") == 7);
    CHECK(count("😷👾😡🔥💩") == 10);
    CHECK(count("🙋🏽👨‍🎤") == 4);
    CHECK(count("1⃣") == 2);
    CHECK(count(repeated("👨‍👩‍👧‍👦", 140)) == 280);
    CHECK(count(repeated("😷", 160)) == 320);
    CHECK(count("Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴󠁧󠁢󠁥󠁮󠁧󠁿") == 34);
    CHECK(count("Unicode 9.0 emoji: 🤠; 💃; 💃🏾") == 29);
}

TEST_CASE("weighted length: the published figures for scripts") {
    CHECK(count(repeated("故", 160)) == 320);
    CHECK(count("the" + repeated("故", 160)) == 323);
    CHECK(count(repeated("x", 285)) == 285);
    CHECK(count("A\u0301B") == 2);  // composed to one
    CHECK(count("ÁB") == 2);
    CHECK(count("A\uFB2C") == 4);  // decomposed to three: its composition is excluded
}

TEST_CASE("weighted length: general punctuation is light, but for a few") {
    CHECK(count("\u2000\u200B\u2010\u201F\u2032\u2037") == 6);
    CHECK(count("\u2026") == 2);
    CHECK(count("\u20AC") == 2);
    CHECK(count("\u10FF\u1100") == 3);
}

TEST_CASE("weighted length: hosts too long to be links are counted letter by letter") {
    const std::string kana = repeated("あいうえおかきくけこ", 12) + " http://" +
                             repeated("あいうえおかきくけこ", 5) + "あい";
    CHECK(count(kana + ".com") == 264);
    CHECK(count(kana + "う.com") == 358);
}

TEST_CASE("weighted length: marks of direction are allowed, non-characters are not") {
    CHECK(count("\u2066\u202Ahttp://foobar.پاکستان/\u202C\u2069") == 31);
    const texts::text_service unicode;
    CHECK(weighted_length("ABC\uFFFE", unicode).error().code == "x.invalid_character");
    CHECK(weighted_length("\uFEFF", unicode).error().code == "x.invalid_character");
    CHECK(weighted_length("a\uFFFF", unicode).error().code == "x.invalid_character");
}

TEST_CASE("weighted length: nothing to say is refused, and bytes that are no text") {
    const texts::text_service unicode;
    CHECK(weighted_length("", unicode).error().code == "x.empty");
    CHECK(weighted_length(" \n", unicode).error().code == "x.empty");
    CHECK(weighted_length("\xFF", unicode).error().code == "x.not_utf8");
}

TEST_CASE("weighted length: the test kit's plain text counts composed texts alike") {
    const testkit::plain_text plain;
    for (const std::string text : {"Waar blijft mijn koffer?", "荷物が出てきません🙏",
                                   "¿Y ahora? 🤷‍♀️", "1⃣ klm.nl", "🇳🇱🇯🇵 Jürgen"})
        CHECK(weighted_length(text, plain).value() == count(text));
}

TEST_CASE("weighted length: what stands apart adds up") {
    const std::vector<std::string> pieces{"é", "故", "😷", " klm.nl ", "a", "\u2026", "🇳🇱"};
    for (const std::string& left : pieces)
        for (const std::string& right : pieces) {
            const int both = count(left + "," + right);
            CHECK(both == count("." + left + ".") + count("." + right + ".") - 3);
        }
}

}  // namespace
}  // namespace earshot::x
