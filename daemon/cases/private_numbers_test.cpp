// Which numbers nobody should write in public, and one line about a message.
#include "cases/private_numbers.hpp"

#include "cases/subject.hpp"
#include "catch.hpp"

namespace earshot::cases {

namespace {

std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> out;
    for (const private_number& one : private_numbers(text)) {
        constexpr std::array kinds{"card", "iban", "account"};
        out.push_back(std::string(kinds.at(static_cast<std::size_t>(one.kind))) + " " + one.value);
    }
    return out;
}

message saying(std::string text) {
    message out;
    out.text = std::move(text);
    return out;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("private numbers: cards, with or without separators") {
    CHECK(found("4111111111111111") == texts{"card 4111111111111111"});
    CHECK(found("paid with 4111 1111 1111 1111.") == texts{"card 4111111111111111"});
    CHECK(found("5500-0000-0000-0004 12/27 123") == texts{"card 5500000000000004"});
    CHECK(found("my amex 3714 496353 98431") == texts{"card 371449635398431"});
    CHECK(found("4111 1111 1111 1112") == texts{"account 4111111111111112"});  // a slip of the pen
}

TEST_CASE("private numbers: IBANs, in groups or in one piece") {
    CHECK(found("NL91ABNA0417164300") == texts{"iban NL91ABNA0417164300"});
    CHECK(found("refund to nl91 abna 0417 1643 00 please") == texts{"iban NL91ABNA0417164300"});
    CHECK(found("DE89 3704 0044 0532 0130 00") == texts{"iban DE89370400440532013000"});
    CHECK(found("NO93 8601 1117 947") == texts{"iban NO9386011117947"});
}

TEST_CASE("private numbers: telephones and customer numbers") {
    CHECK(found("06 12345678") == texts{"account 0612345678"});
    CHECK(found("+47 22 22 55 55") == texts{"account 4722225555"});
    CHECK(found("(020) 649-9123 ext") == texts{"account 0206499123"});
    CHECK(found("06.12.34.56.78") == texts{"account 0612345678"});
    CHECK(found("customer no. 20117654321") == texts{"account 20117654321"});
    CHECK(found("#12345678") == texts{"account 12345678"});
    CHECK(found("\u96FB\u8A71\u306F\uFF10\uFF13\uFF0D\uFF11\uFF12\uFF13\uFF14\uFF0D\uFF15\uFF16"
                "\uFF17\uFF18\u3067\u3059") == texts{"account 0312345678"});
    CHECK(found("\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667") == texts{"account 01234567"});
    CHECK(found("KL1234 06 1234 5678") == texts{"account 0612345678"});
    CHECK(found("2021-13-4501") == texts{"account 2021134501"});  // no such month
}

TEST_CASE("private numbers: not flights, dates, times, prices, links, handles and short numbers") {
    for (const char* text : {
             "KL1234 to JFK",
             "KL 1234 and BA 117",
             "on 22-11-2026",
             "22.11.26, 14:05:30",
             "2026-11-22T14:05:30Z",
             "20261122",
             "11/22/2026",
             "1234567",
             "gate 12, seat 34A",
             "EUR 12345678",
             "\u20AC 12.345.678,90",
             "12,345,678 people",
             "12.345.678",
             "12 345 678 kr",
             "12345678\u5186",
             "https://x.com/a/status/1990000000000000007",
             "see www.example.com/12345678901",
             "t.co/12345678",
             "@user12345678",
             "#tag12345678",
             "12345678@example.com",
             "3 2 1 0 1 2 3 4 5",
             "2023 2024 2025",
             "B737 B747 A380 A320",
             "from 9:00 to 17:30 on 1.2.2026",
             "24/7",
         }) {
        INFO(text);
        CHECK(found(text).empty());
    }
}

TEST_CASE("private numbers: everything but the last two characters is masked") {
    CHECK(masked("call 06 1234 5678 or +47 22 22 55 55!") ==
          "call ** **** **78 or +** ** ** ** 55!");
    CHECK(masked("NL91 ABNA 0417 1643 00") == "**** **** **** **** 00");
    CHECK(masked("KL1234 at 14:05") == "KL1234 at 14:05");
    CHECK(masked("\uFF10\uFF13\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16 \u00E9") ==
          "******\uFF15\uFF16 \u00E9");
    CHECK(masked("").empty());
}

TEST_CASE("private numbers: masking leaves nothing to find and changes nothing else") {
    const std::string text = "a 4111111111111111 b 0612345678 c NL91ABNA0417164300 d";
    CHECK(masked(text) == "a **************11 b ********78 c ****************00 d");
    CHECK(private_numbers(masked(text)).empty());
}

TEST_CASE("subject: one line, whole words, at most eighty characters") {
    const std::string line = subject_of(saying(
        "@klm @help Lost\n\nmy bag in  Bergen and nobody answers the telephone, not once in two "
        "days, it is a shame"));
    CHECK(line ==
          "Lost my bag in Bergen and nobody answers the telephone, not once in two "
          "days,\u2026");
    CHECK(subject_of(saying(std::string(500, 'x'))) == std::string(79, 'x') + "\u2026");
    std::string flags;
    for (int i = 0; i < 100; ++i) flags += "\U0001F1F3\U0001F1F1";
    const std::string cut = subject_of(saying(flags));
    CHECK(cut.size() == 39 * 8 + 3);  // no flag is cut into half
}

TEST_CASE("subject: there is always one") {
    CHECK(subject_of(saying("")) == "(no text)");
    CHECK(subject_of(saying("@klm")) == "@klm");
    message picture;
    picture.attachments.push_back({.media_type = "image"});
    CHECK(subject_of(picture) == "(image)");
    message review = saying("Lovely");
    review.stars = 4;
    CHECK(subject_of(review) == "[4/5] Lovely");
    message gone;
    gone.kind = message_kind::deletion;
    CHECK(subject_of(gone) == "(deleted)");
}

TEST_CASE("subject: numbers are masked before the line is cut") {
    const std::string text = std::string(74, 'x') + " 0612345678";
    CHECK(subject_of(saying(text)).find("0612") == std::string::npos);
}

}  // namespace earshot::cases
