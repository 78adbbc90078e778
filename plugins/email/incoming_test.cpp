#include "email/incoming.hpp"

#include "catch.hpp"
#include "mail/read_mail.hpp"
#include "text/text_service.hpp"

namespace earshot::email {

namespace {

const texts::text_service unicode;

result<std::string> answer_of(const std::string& mail) {
    return answer_in(mails::read_mail("From: a@b.example\r\nSubject: Re: x\r\n" + mail, false),
                     unicode);
}

}  // namespace

TEST_CASE("answers: the plain text counts, HTML where there is none") {
    const std::string both =
        "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: "
        "text/plain\r\n\r\nplain\r\n--a\r\nContent-Type: text/html\r\n\r\n<b>html</b>\r\n--a--\r\n";
    CHECK(answer_of(both) == "plain");
    CHECK(answer_of("Content-Type: text/html; charset=utf-8\r\n\r\n<div>Gr\xC3\xBC\xC3\x9F"
                    "e &amp; Dank</div><div class=\"gmail_quote\">old</div>\r\n") ==
          "Grüße & Dank");
}

TEST_CASE("answers: an attached text is not the answer") {
    const std::string mail =
        "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: "
        "text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nnotes\r\n--a\r\n"
        "Content-Type: text/plain\r\n\r\nhello\r\n--a--\r\n";
    CHECK(answer_of(mail) == "hello");
}

TEST_CASE("answers: the charsets of the world") {
    CHECK(answer_of("Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B$3$s\x1b(B\r\n") ==
          "こん");
    CHECK(answer_of("Content-Type: text/plain; charset=windows-1251\r\n\r\n\xCF\xF0\xE8\r\n") ==
          "При");
}

TEST_CASE("PAIN-39: a text that was cut is refused, not published in part") {
    const auto cut =
        answer_in(mails::read_mail("From: a@b.example\r\n\r\nWe are very so", true), unicode);
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == "email.too_large");
}

TEST_CASE("answers: what has no words of its own is none, and its author learns what to do") {
    for (const char* mail : {"Content-Type: image/png\r\n\r\nxx", "\r\n> quoted\r\n"}) {
        const auto none = answer_of(mail);
        REQUIRE_FALSE(none);
        CHECK(none.error().code == "email.no_words");
        CHECK(none.error().detail.contains("send the answer again"));
    }
}

TEST_CASE("answers: without a message id an answer is known by what it is") {
    const received_mail one = mails::read_mail("From: a@b\r\nDate: x\r\n\r\nhi\r\n", false);
    const received_mail other = mails::read_mail("From: a@b\r\nDate: x\r\n\r\nho\r\n", false);
    CHECK(answer_id(one) == answer_id(one));
    CHECK(answer_id(one) != answer_id(other));
    CHECK(answer_id(mails::read_mail("Message-ID: <1@b>\r\n\r\nhi", false)) == "1@b");
}

}  // namespace earshot::email
