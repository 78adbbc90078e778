#include "email/quotes.hpp"

#include "catch.hpp"

namespace earshot::email {

namespace {

const std::string words =
    "We are sorry, Ana.\n\nYour bag arrives today: https://brand.example/t?a=1";

}  // namespace

TEST_CASE("quotes: what a person wrote stays as it was written") {
    for (const std::string& text :
         {words, std::string("Yes."), std::string("- one\n- two\n\n-- not this --"),
          std::string("From: now on we answer faster.\nHope this helps"),
          std::string("Dear Ana:\nthe offer of 5 May at 10:30 stands"),
          std::string("Sent from my heart:\nall the best for you\nand yours\nalways\nyour team")}) {
        INFO(text);
        CHECK(without_quotes(text + "\n\n") == text);
    }
}

TEST_CASE("quotes: the mail that was answered goes, in every language") {
    for (const char* introduction :
         {"On Sun, Mar 1, 2026 at 8:49 AM Ana (bluesky) <care@brand.example> wrote:",
          "On Sun, Mar 1, 2026 at 8:49 AM Ana (bluesky)\n<care+abc.def@brand.example> wrote:",
          "Am 01.03.26 um 08:49 schrieb Ana (bluesky):",
          "Op zo 1 mrt 2026 om 08:49 schreef Ana (bluesky) <care@brand.example>:",
          "Le dim. 1 mars 2026 à 08:49, Ana <care@brand.example> a écrit :",
          "El dom, 1 mar 2026 a las 8:49, Ana (<care@brand.example>) escribió:",
          "Em dom., 1 de mar. de 2026 às 08:49, Ana <care@brand.example> escreveu:",
          "Il giorno dom 1 mar 2026 alle ore 08:49 Ana <care@brand.example> ha scritto:",
          "Den sön 1 mars 2026 kl 08:49 skrev Ana <care@brand.example>:",
          "niedz., 1 mar 2026 o 08:49 Ana <care@brand.example> napisał(a):",
          "вс, 1 мар. 2026 г. в 08:49, Ana <care@brand.example>:",
          "2026年3月1日(日) 8:49 Ana <care@brand.example>:", "2026/03/01 8:49、Anaのメール:",
          "Ana <care@brand.example> 于2026年3月1日周日 08:49写道：",
          "2026년 3월 1일 (일) 오전 8:49, Ana <care@brand.example>님이 작성:"}) {
        INFO(introduction);
        CHECK(without_quotes(words + "\n\n" + introduction + "\n\n> Where is my bag?\n> Ana\n") ==
              words);
        CHECK(without_quotes(words + "\n\n" + introduction + "\n> " + std::string(answer_line) +
                             "\n>\n> Where is my bag?\n") == words);
    }
}

TEST_CASE("quotes: Outlook marks no lines, it draws them") {
    CHECK(without_quotes(words + "\n\n-----Original Message-----\nFrom: Ana\nWhere is my bag?") ==
          words);
    CHECK(without_quotes(words + "\n\n-----Ursprüngliche Nachricht-----\nVon: Ana\nWo?") == words);
    CHECK(without_quotes(words + "\n\n________________________________\nVan: Ana "
                                 "<care@brand.example>\nVerzonden: zondag 1 maart 2026 "
                                 "08:49\nAan: desk\nOnderwerp: bag\n\nWaar?") == words);
    CHECK(without_quotes(words + "\n\n发件人: Ana\n发送时间: 2026年3月1日\n\n在哪里？") == words);
}

TEST_CASE("quotes: our own line is the end of an answer, also where nothing else marks it") {
    CHECK(without_quotes(words + "\n\n" + std::string(answer_line) + "\n\nWhere is my bag?") ==
          words);
    CHECK(without_quotes(words + "\n\nOn 1 March Ana <care@brand.example> wrote:\n" +
                         std::string(answer_line) + "\nWhere?") == words);
}

TEST_CASE("quotes: answers between the quoted lines stay together") {
    CHECK(without_quotes("On 1 March 2026 Ana <a@b.example> wrote:\n> Where is my bag?\nAt the "
                         "desk.\n> And my coat?\nThere too.\n") == "At the desk.\nThere too.");
}

TEST_CASE("quotes: signatures go") {
    CHECK(without_quotes(words + "\n\n-- \nAnna de Vries\nCustomer Care\n") == words);
    CHECK(without_quotes(words + "\n\n--\nAnna\n\nOn 1 March 2026 Ana <a@b.example> wrote:\n> "
                                 "hi\n") == words);
    CHECK(without_quotes(words + "\n\nSent from my iPhone\n") == words);
    CHECK(without_quotes(words + "\n\nVerstuurd vanaf mijn iPhone\n\n> Where?\n") == words);
    CHECK(without_quotes(words + "\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n") == words);
}

TEST_CASE("quotes: nothing but a quote is nothing") {
    CHECK(without_quotes("> hi\n> there\n").empty());
    CHECK(without_quotes("").empty());
    CHECK(without_quotes("\n\n-- \nAnna\n").empty());
}

TEST_CASE("quotes: HTML ends where the mail program says that a quote begins") {
    CHECK(without_quoted_html("<p>Hi</p><div class=\"gmail_quote\"><p>old</p></div>") ==
          "<p>Hi</p>");
    CHECK(without_quoted_html("<p>Hi</p><BLOCKQUOTE TYPE=\"CITE\">old</BLOCKQUOTE>") ==
          "<p>Hi</p>");
    CHECK(without_quoted_html("<p>Hi</p><div id=\"divRplyFwdMsg\">old") == "<p>Hi</p>");
    CHECK(without_quoted_html("<p>our gmail_quote tag</p>") == "<p>our gmail_quote tag</p>");
}

}  // namespace earshot::email
