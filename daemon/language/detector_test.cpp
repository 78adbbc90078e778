// The hard cases: short, mixed, alike, and nothing at all.
#include "language/detector.hpp"

#include <algorithm>
#include <array>

#include "catch.hpp"

using namespace earshot;
using namespace earshot::language;

namespace {

detector serving(std::vector<std::string> tags) {
    auto made = detector::make({.serves = std::move(tags)});
    REQUIRE(made);
    return std::move(*made);
}

const detector& klm() {
    static const detector made = serving({"nl", "en", "de", "es", "pt", "ja"});
    return made;
}

std::string tag_of(std::string_view text, const context& beside = {}) {
    return klm().detect(text, {}, beside).tag;
}

bool mentions(const language_verdict& verdict, std::string_view line) {
    return std::ranges::find(verdict.evidence, line) != verdict.evidence.end();
}

}  // namespace

TEST_CASE("language: a plain post in each of the served languages") {
    CHECK(tag_of("Ik sta al twee uur in de rij en niemand zegt iets") == "nl");
    CHECK(tag_of("Has anybody found a blue suitcase at the gate?") == "en");
    CHECK(tag_of("Mein Koffer ist seit gestern verschwunden, was nun?") == "de");
    CHECK(tag_of("Llevo tres horas esperando y nadie contesta") == "es");
    CHECK(tag_of("Estou há três horas à espera e ninguém responde") == "pt");
    CHECK(tag_of("飛行機が遅れています。どうすればいいですか") == "ja");
}

TEST_CASE("language: one telling word is enough") {
    CHECK(tag_of("gracias") == "es");
    CHECK(tag_of("obrigado!") == "pt");
    CHECK(tag_of("dankjewel 🙏") == "nl");
}

TEST_CASE("language: what nothing tells is unknown, and says so") {
    for (const char* text : {"", "   ", "😡😡😡", "✈️", "12:45 KL1234", "???", "https://t.co/x7Gd2",
                             "@KLM", "@KLM @Schiphol #fail", "ok", "KLM"}) {
        const auto verdict = klm().detect(text, {}, {});
        INFO(text);
        CHECK(verdict.tag.empty());
        CHECK_FALSE(verdict.evidence.empty());
    }
}

TEST_CASE("language: a name of a place alone is no language") {
    for (const char* text : {"Amsterdam", "Schiphol", "Madrid ✈️ Lisboa", "New York", "São Paulo"}) {
        INFO(text);
        CHECK(tag_of(text).empty());
    }
    CHECK(tag_of("estoy tirado en Schiphol") == "es");
    CHECK(tag_of("stuck at Schiphol again, no information at all") == "en");
}

TEST_CASE("language: handles, hashtags, links and addresses are no evidence") {
    const std::string post = "@niemandweethet #gutenmorgen https://example.com/buenos/dias gracias";
    CHECK(tag_of(post) == "es");
    CHECK(tag_of("mail klantenservice.vraag@voorbeeld.nl").empty());
    const std::array marked{entity{.kind = entity_kind::mention, .begin = 0, .end = 9}};
    CHECK(klm().detect("Duitsland gracias por todo", marked, {}).tag == "es");
}

TEST_CASE("language: Portuguese and Spanish are told apart, or neither is claimed") {
    CHECK(tag_of("não chegou a minha mala, o que eu faço?") == "pt");
    CHECK(tag_of("no llegó mi maleta, ¿qué hago?") == "es");
    CHECK(tag_of("luz verde").empty());
    CHECK(tag_of("luz verde", {.platform_tag = "pt", .account_language = "pt-BR"}) == "pt");
}

TEST_CASE("language: Dutch is neither Afrikaans nor German") {
    CHECK(tag_of("wij hebben geen bagage gekregen") == "nl");
    CHECK(tag_of("ons het nie ons bagasie gekry nie, wat nou?") == "af");
    CHECK(tag_of("wir haben kein Gepäck bekommen") == "de");
}

TEST_CASE("language: Danish is not made Norwegian because Norwegian is served") {
    const detector sas = serving({"no", "en"});
    CHECK(sas.detect("Hvorfor svarer I aldrig på mine beskeder?", {}, {}).tag == "da");
    CHECK(sas.detect("Hvorfor svarer dere aldri på meldingene mine?", {}, {}).tag == "no");
    CHECK(sas.detect("Kvifor svarar de aldri på meldingane mine?", {}, {}).tag == "no");
}

TEST_CASE("language: a language that nobody serves is still named when it clearly wins") {
    CHECK(tag_of("Почему мой рейс снова задерживается?") == "ru");
    CHECK(tag_of("Pourquoi mon vol est-il encore en retard aujourd'hui ?") == "fr");
    CHECK(tag_of("비행기가 또 늦어요") == "ko");
    CHECK(tag_of("Γιατί καθυστερεί η πτήση μου;") == "el");
}

TEST_CASE("language: Japanese without kana, Chinese, and what is both") {
    CHECK(tag_of("遅延証明書 発行希望") == "ja");
    CHECK(tag_of("航班延误了，请问怎么退款") == "zh");
    CHECK(tag_of("航班取消了，請問怎麼退款") == "zh");
    CHECK(tag_of("安全第一").empty());
    CHECK(tag_of("東京").empty());
    const std::array author{heard{"ja", 2}};
    CHECK(tag_of("安全第一", {.platform_tag = "ja", .author = author}) == "ja");
}

TEST_CASE("language: halves in two languages are undecided and both are named") {
    const auto verdict =
        klm().detect("no puedo más con esto, ik wil nu gewoon mijn geld terug", {}, {});
    CHECK(verdict.tag.empty());
    CHECK(mentions(verdict, "words: es"));
    CHECK(mentions(verdict, "words: nl"));
    CHECK(tag_of("Ik ben er helemaal klaar mee, what a joke, ik wil mijn geld terug") == "nl");
}

TEST_CASE("language: the conversation decides what a short text leaves open") {
    CHECK(tag_of("ok").empty());
    const std::array thread{heard{"nl", 6}};
    const std::array author{heard{"nl-NL", 3}};
    const auto verdict = klm().detect("ok", {}, {.thread = thread, .author = author});
    CHECK(verdict.tag == "nl");
    CHECK(mentions(verdict, "thread: nl"));
    CHECK(mentions(verdict, "author: nl"));
}

TEST_CASE("language: the conversation shows which half of a mixed text to answer in") {
    const std::string text = "no puedo más con esto, ik wil nu gewoon mijn geld terug";
    const std::array dutch{heard{"nl", 4}};
    const std::array spanish{heard{"es", 4}};
    CHECK(tag_of(text, {.author = dutch}) == "nl");
    CHECK(tag_of(text, {.author = spanish}) == "es");
    CHECK(tag_of("Thank you so much for everything, ありがとう").empty());
}

TEST_CASE("language: one that our model does not know is not taken for one that it knows") {
    CHECK(tag_of("Pse më është anuluar fluturimi pa asnjë njoftim?") != "nl");
    CHECK(tag_of("Mae fy nghês ar goll a does neb yn ateb y ffôn heddiw") != "en");
}

TEST_CASE("language: a platform's wrong tag does not outweigh the words") {
    CHECK(tag_of("waarom duurt dit zo lang?", {.platform_tag = "en"}) == "nl");
    CHECK(tag_of("😀", {.platform_tag = "in", .account_language = "en"}).empty());
}

TEST_CASE("language: a platform's tags for no language are passed over") {
    for (const char* none : {"und", "qme", "zxx", "qht", "", "x-klingon", "1"}) {
        const auto with = klm().detect("hm ok", {}, {.platform_tag = none});
        CHECK(with == klm().detect("hm ok", {}, {}));
    }
}

TEST_CASE("language: what a person corrected stays") {
    const auto verdict = klm().detect("thank you", {}, {.corrected = "pt-BR"});
    CHECK(verdict.tag == "pt");
    CHECK(verdict.confidence == 1);
    CHECK(verdict.evidence == std::vector<std::string>{"corrected by a person: pt"});
}

TEST_CASE("language: the same question has the same answer") {
    const std::string text = "Danke, dass Sie mir geholfen haben. Gracias!";
    const auto first = klm().detect(text, {}, {.platform_tag = "de"});
    for (int turn = 0; turn < 100; ++turn)
        REQUIRE(klm().detect(text, {}, {.platform_tag = "de"}) == first);
    CHECK(serving({"nl", "en", "de", "es", "pt", "ja"}).detect(text, {}, {.platform_tag = "de"}) ==
          first);
}

TEST_CASE("language: bytes that are no UTF-8, and texts without end, are survived") {
    CHECK(tag_of("\xff\xfe\xc3 \xe2\x82").empty());
    std::string endless;
    for (int turn = 0; turn < 20'000; ++turn) endless += "waarom duurt dit zo lang ";
    CHECK(tag_of(endless) == "nl");
    CHECK(tag_of(std::string(100'000, 'a')).empty());
}

TEST_CASE("language: options that make no sense are refused with what to do") {
    const auto certainty = detector::make({.certainty = 1.5});
    REQUIRE_FALSE(certainty);
    CHECK(certainty.error().code == "language.certainty");
    const auto tag = detector::make({.serves = {"nl", "dutch"}});
    REQUIRE_FALSE(tag);
    CHECK(tag.error().detail.find("'dutch'") != std::string::npos);
    const auto model = detector::make({.fasttext_model = "/nowhere/lid.176.ftz"});
    REQUIRE_FALSE(model);
    CHECK(model.error().detail.find("/nowhere/lid.176.ftz") != std::string::npos);
    CHECK(detector::make({.serves = {"nb", "pt-BR"}}));
}
