// Words, phrases, hashtags and patterns in texts of all scripts.
#include "rules/rules_fixture.hpp"

using namespace earshot;
using namespace earshot::rules;

namespace {

using terms = std::vector<std::string>;

bool has(const std::string& words, const std::string& text) {
    INFO(words << " in " << text);
    return !found("'" + words + "'", text).empty();
}

}  // namespace

TEST_CASE(
    "CC-3: nicknames are found in mixed case, with accents, in hashtags; a longer word only where "
    "the rule says so; each hit shows its term") {
    const rule_set rules = rules_of(R"(rules:
  brand:
    when: {words: [comcast, comcrap, コムキャスト]}
    then: {topics: [brand]}
  verb:
    when: {words: ["comcast*"]}
    then: {topics: [verb]}
)");
    struct sample {
        const char* text;
        std::vector<rule_match> matched;
    };
    const rule_match verb{"verb", {"comcast*"}};
    const auto brand = [](terms by) { return rule_match{"brand", std::move(by)}; };
    const sample samples[] = {
        {"I hate ComCast so much", {brand({"comcast"}), verb}},
        {"CÔMCÁST is down", {brand({"comcast"}), verb}},
        {"Co\u0301mcast, why?", {brand({"comcast"}), verb}},
        {"ＣＯＭＣＡＳＴ！", {brand({"comcast"}), verb}},
        {"down again #comcast", {brand({"comcast"}), verb}},
        {"#ComcastFail", {brand({"comcast"}), verb}},
        {"#EpicComcrap2026", {brand({"comcrap"})}},
        {"@comcast you are comcrap.", {brand({"comcast", "comcrap"}), verb}},
        {"コムキャストは最悪", {brand({"コムキャスト"})}},
        {"ｺﾑｷｬｽﾄ最悪", {brand({"コムキャスト"})}},
        {"#コムキャスト", {brand({"コムキャスト"})}},
        {"stop comcasting me", {verb}},
        {"#Comcasting", {verb}},
        {"xfinitycomcast", {}},
        {"com cast", {}},
        {"コムキャス", {}},
    };
    for (const sample& one : samples) {
        INFO(one.text);
        CHECK(judged(rules, one.text).matched == one.matched);
    }
}

TEST_CASE("words: a plain word is a whole word, whatever stands around it") {
    for (const char* text : {"vast", "VAST!", "(vast)", "ik zit vast.", "vast\nhier", "«vast»",
                             "vast😡", "klm_vast", "it's-vast/hier"})
        CHECK(has("vast", text));
    for (const char* text : {"vaste", "alvast", "vast2", "v a s t", "vas", ""})
        CHECK_FALSE(has("vast", text));
}

TEST_CASE("words: a phrase goes over any white space and punctuation, and over nothing else") {
    for (const char* text : {"zit vast", "ZIT  VAST", "zit\n\tvast", "zit... vast", "zit-vast",
                             "zit, \"vast\"", "ik zit vast nu", "#ZitVast", "zit\u3000vast"})
        CHECK(has("zit vast", text));
    for (const char* text : {"zitvast", "zit heel vast", "zit vaster", "pizit vast", "vast zit",
                             "#zitvast", "zit 😡 vast"})
        CHECK_FALSE(has("zit vast", text));
    CHECK(has("don''t", "they DON’T care"));  // as YAML has it between single quotes
}

TEST_CASE("words: stars open the ends of a word") {
    CHECK(has("annuleer*", "geannuleerd? ANNULEERDEN!"));
    CHECK(has("annuleer*", "annuleer"));
    CHECK_FALSE(has("annuleer*", "geannuleerd"));
    CHECK(has("*vlucht", "aansluitvlucht"));
    CHECK(has("*vlucht", "vlucht"));
    CHECK_FALSE(has("*vlucht", "vluchten"));
    CHECK(has("*koffer*", "rolkoffertje"));
    CHECK(has("zit vas*", "ik zit vaster"));
    CHECK(has("*sluit vlucht", "aansluit vlucht"));
    CHECK(has("*sluit vlucht", "sluit vlucht"));
    CHECK_FALSE(has("zit vas*", "bezit vast"));
}

TEST_CASE("words: hashtags as a whole, by their parts, and alone") {
    CHECK(has("#klm", "fly #KLM now"));
    CHECK(has("#klm", "＃ＫＬＭ"));
    CHECK_FALSE(has("#klm", "klm"));
    CHECK_FALSE(has("#klm", "#klmfail"));
    CHECK_FALSE(has("#klm", "#KlmFail"));
    CHECK_FALSE(has("#klm", "#klm_fail"));
    CHECK_FALSE(has("#klm", "a#klm"));
    CHECK(has("#klm*", "#klmfail"));
    CHECK(has("#klm_fail", "#KLM_fail"));
    CHECK(has("#コムキャスト", "#コムキャスト です"));
    CHECK_FALSE(has("#コムキャスト", "#コムキャスト最悪"));
    CHECK(has("fail", "#KLMFail"));
    CHECK(has("klm", "#KLMFail"));
    CHECK(has("klmfail", "#KLMFail"));
    CHECK(has("klm fail", "#KLMFail"));
    CHECK(has("klm fail", "#klm_fail"));
    CHECK(has("2026", "#Outage2026"));
    CHECK(has("straße", "#StraßeFrei"));
    CHECK_FALSE(has("fail again", "#KLMFail again"));
    CHECK_FALSE(has("klm", "#klmfail"));
}

TEST_CASE("words: scripts without spaces match anywhere, and mix with others") {
    CHECK(has("欠航", "台風で欠航になった"));
    CHECK(has("飛行機 遅延", "飛行機、遅延してる"));
    CHECK(has("飛行機 遅延", "飛行機遅延"));
    CHECK(has("klm", "KLMの飛行機"));
    CHECK(has("KLMの", "klmの"));
    CHECK_FALSE(has("klm", "KLMXの"));
    CHECK(has("ล่าช้า", "เที่ยวบินล่าช้ามาก"));
    CHECK(has("退款", "我要退款！"));
    CHECK_FALSE(has("はし", "ハシ"));
    CHECK_FALSE(has("ハ", "パ"));
    CHECK(has("한국", "한국 항공"));
    CHECK_FALSE(has("한국", "한국은"));
    CHECK(has("한국*", "한국은"));
}

TEST_CASE("words: emoji and signs stand for themselves") {
    CHECK(has("😡", "wow😡😡"));
    CHECK(has("👍", "👍🏽"));
    CHECK(has("❤", "❤️"));
    CHECK(has("😡 klm", "😡klm"));
    CHECK_FALSE(has("😡", "😠"));
}

TEST_CASE("words: overlapping terms are all found, each once, in the order of the rule") {
    CHECK(found("vast, zit vast, zit, zit*, 'zi*', '*it*'", "zit vast, zit vast") ==
          terms{"vast", "zit vast", "zit", "zit*", "zi*", "*it*"});
    CHECK(found("東京, 京都, 東京都", "東京都") == terms{"東京", "京都", "東京都"});
    CHECK(found("a b, b c, a b c, c", "a b c") == terms{"a b", "b c", "a b c", "c"});
}

TEST_CASE("exact: case, accents and width are as written, words are still words") {
    CHECK_FALSE(found("US", "the US mail", "exact").empty());
    CHECK(found("US", "tell us", "exact").empty());
    CHECK_FALSE(found("US", "tell us, US!", "exact").empty());
    CHECK(found("US", "USA", "exact").empty());
    CHECK_FALSE(found("'US*'", "USA", "exact").empty());
    CHECK_FALSE(found("año", "un año", "exact").empty());
    CHECK_FALSE(found("año", "un an\u0303o", "exact").empty());
    CHECK(found("año", "un ano", "exact").empty());
    CHECK(found("KLM", "ＫＬＭ", "exact").empty());
    CHECK_FALSE(found("KLM Fail", "#KLMFail", "exact").empty());
    CHECK(found("'#KLM'", "#klm", "exact").empty());
    CHECK_FALSE(found("'#KLM'", "#KLM", "exact").empty());
    CHECK_FALSE(found("Zit Vast", "Zit -- Vast", "exact").empty());
    CHECK_FALSE(found("コム", "コム", "exact").empty());
    CHECK(found("コム", "ｺﾑ", "exact").empty());
}

TEST_CASE("all_words: every one must be there, in any order") {
    CHECK(found("koffer, 'kwijt*'", "Kwijtgeraakt: mijn koffer", "all_words") ==
          terms{"koffer", "kwijt*"});
    CHECK(found("koffer, kwijt", "mijn koffer", "all_words").empty());
}

TEST_CASE("pattern: over the folded text, in letters of either case") {
    CHECK(found("'KL\\s?\\d{3,4}'", "vlucht kl 1693", "pattern") == terms{"/KL\\s?\\d{3,4}/"});
    CHECK(found("'\\bkl\\d{4}\\b'", "KL16934", "pattern").empty());
    CHECK(found("'CAFÉ|bäh'", "cafe", "pattern").size() == 1);
    CHECK(found("'größe\\S'", "GROSSE!", "pattern").size() == 1);
    CHECK(found("'（klm）'", "(klm)", "pattern").size() == 1);
    CHECK(found("'!!!|\\?\\?'", "wat??", "pattern").size() == 1);
    CHECK(found("'欠航.*です'", "欠航 です", "pattern").size() == 1);
    CHECK(found("'a', 'b.d', 'x'", "abcd", "pattern") == terms{"/a/", "/b.d/"});
}

TEST_CASE("words: where they stand in the original text is known") {
    const rule_set rules = rules_of(
        "rules: {r: {when: {words: [größe, 'gros*', fail], pattern: ['r.+e']}, then: {topics: "
        "t}}}");
    const message item = post("Ünd GRÖSSE #EpicFail große");
    const explanation why = rules.explain({item, ""});
    CHECK(why.rules[0].when[0].why ==
          "'größe' at character 5, where it says “GRÖSSE”; "
          "'gros*' at character 5, where it says “GRÖS”; "
          "'fail' at character 17, where it says “Fail”");
    CHECK(why.rules[0].when[1].why ==
          "'/r.+e/' at character 6, where it says “RÖSSE #EpicFail große”");
}

TEST_CASE("words: the text as it is shown is searched, the text as it came where there is none") {
    const rule_set rules =
        rules_of("rules: {r: {when: {words: [\"you & me\"]}, then: {topics: t}}}");
    message item = post("you &amp; me");
    CHECK(rules.evaluate({item, ""}).matched.empty());
    item.display_text = "you & me";
    CHECK(rules.evaluate({item, ""}).matched.size() == 1);
}
