#include "mail/read_mail.hpp"

#include "catch.hpp"

namespace earshot::mails {

namespace {

const std::string head =
    "Return-Path: <>\r\n"
    "Delivered-To: social@brand.example\r\n"
    "From: =?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <Agent@Brand.Example>\r\n"
    "To: care+t.k@brand.example\r\n"
    "Subject: =?utf-8?Q?Re:_[c17]_Gr=C3=BC=C3=9Fe?=\r\n"
    "In-Reply-To: <first@brand.example>\r\n (his mail) <other@x.example>\r\n"
    "References: <root@brand.example>\r\n\t<first@brand.example>\r\n"
    "Message-ID: <answer@mail.example>\r\n"
    "Date: Sun, 1 Mar 2026 08:49:01 +0100\r\n";

}  // namespace

TEST_CASE("reading: headers are unfolded and decoded, ids and people are found") {
    const received_mail read = read_mail(head + "\r\nhello\r\n", false);
    CHECK(read.unreadable.empty());
    CHECK(read.from == std::vector<mail_address>{{"山田", "agent@brand.example"}});
    CHECK(read.delivered_to ==
          std::vector<std::string>{"care+t.k@brand.example", "social@brand.example"});
    CHECK(read.header("subject") == "Re: [c17] Grüße");
    CHECK(read.header("return-path") == "<>");
    CHECK(read.message_id == "answer@mail.example");
    CHECK(read.in_reply_to == std::vector<std::string>{"first@brand.example", "other@x.example"});
    CHECK(read.references == std::vector<std::string>{"root@brand.example", "first@brand.example"});
    CHECK(format_rfc3339(read.sent) == "2026-03-01T07:49:01.000Z");
    REQUIRE(read.parts.size() == 1);
    CHECK(read.parts.front().text == "hello\n");
}

TEST_CASE("reading: parts come flattened, decoded, with their names") {
    const received_mail read = read_mail(
        head +
            "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
            "--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
            "--a\r\nContent-Type: text/plain; charset=koi8-r\r\n"
            "Content-Transfer-Encoding: base64\r\n\r\n8NLJ18XU\r\n"
            "--a\r\nContent-Type: text/html; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=C3=A9</p>\r\n--a--\r\n"
            "--m\r\nContent-Type: application/pdf; name*=utf-8''R%C3%A9sum%C3%A9.pdf\r\n"
            "Content-Disposition: attachment\r\n\r\n%PDF\r\n--m--\r\n",
        false);
    REQUIRE(read.parts.size() == 3);
    CHECK(read.parts[0].type == "text/plain");
    CHECK(read.parts[0].text == "Привет");
    CHECK(read.parts[1].text == "<p>café</p>");
    CHECK(read.parts[2].file_name == "Résumé.pdf");
    CHECK(read.parts[2].attached);
    CHECK(read.parts[2].text.empty());
}

TEST_CASE("reading: flowed text is text again") {
    const received_mail read = read_mail(
        head + "Content-Type: text/plain; format=flowed\r\n\r\nWe are \r\nsorry.\r\n", false);
    REQUIRE(read.parts.size() == 1);
    CHECK(read.parts.front().text == "We are sorry.\n");
}

TEST_CASE("reading: a report brings its status and the headers of what failed") {
    const received_mail read = read_mail(
        head +
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
            "--r\r\n\r\nSorry.\r\n"
            "--r\r\nContent-Type: message/delivery-status\r\n\r\n"
            "Reporting-MTA: dns; mx\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
            "--r\r\nContent-Type: message/rfc822\r\n\r\n"
            "Message-ID: <es.1@brand.example>\r\nSubject: s\r\n\r\nbody\r\n--r--\r\n",
        false);
    REQUIRE(read.parts.size() == 3);
    CHECK(read.parts[1].type == "message/delivery-status");
    CHECK(read.parts[1].text.contains("Action: failed"));
    CHECK(read.parts[2].type == "message/rfc822");
    CHECK(read.parts[2].text.contains("<es.1@brand.example>"));
    CHECK_FALSE(read.parts[2].text.contains("body"));
}

TEST_CASE("reading: where a mail was cut is known") {
    const std::string body =
        "Content-Type: multipart/mixed; boundary=m\r\n\r\n"
        "--m\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
        "--m\r\nContent-Type: image/png\r\n\r\nxxxxxx";
    const received_mail read = read_mail(head + body, true);
    REQUIRE(read.parts.size() == 2);
    CHECK(read.parts[0].whole);
    CHECK_FALSE(read.parts[1].whole);
}

TEST_CASE("PAIN-20: mail that is hardly one is read as far as it goes") {
    CHECK_FALSE(read_mail("", false).unreadable.empty());
    const std::string nested = [] {
        std::string out = head + "Content-Type: multipart/mixed; boundary=b0\r\n\r\n";
        for (int i = 0; i < 3'000; ++i)
            out += "--b" + std::to_string(i) + "\r\nContent-Type: multipart/mixed; boundary=b" +
                   std::to_string(i + 1) + "\r\n\r\n";
        return out;
    }();
    CHECK(read_mail(nested, false).message_id == "answer@mail.example");
    const received_mail eight_bit = read_mail(
        "From: J\xFCrgen <j@x.example>\nSubject: Gr\xFC\xDF"
        "e\n\nhi \xFC\n",
        false);
    CHECK(eight_bit.header("subject") == "Grüße");
    REQUIRE(eight_bit.parts.size() == 1);
    CHECK(eight_bit.parts.front().text == "hi ü\n");
    const received_mail no_end = read_mail(
        head + "Content-Type: multipart/mixed; boundary=\"never\"\r\n\r\ntext\r\n", false);
    CHECK(no_end.unreadable.empty());
    const received_mail wrong_base64 =
        read_mail(head +
                      "Content-Transfer-Encoding: base64\r\n\r\n!!!aGVs\xFF"
                      "bG8=\r\n",
                  false);
    CHECK(wrong_base64.parts.size() == 1);
}

TEST_CASE("reading: a charset that nobody knows does not hide the words") {
    const received_mail read = read_mail(
        head + "Content-Type: text/plain; charset=\"x-unheard\"\r\n\r\ncaf\xC3\xA9\r\n", false);
    REQUIRE(read.parts.size() == 1);
    CHECK(read.parts.front().text == "café\n");
}

}  // namespace earshot::mails
