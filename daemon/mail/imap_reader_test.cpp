#include "mail/imap_reader.hpp"

#include "catch.hpp"

namespace earshot::mails {

namespace {

imap_response needed(imap_reader& from) {
    auto one = from.next();
    REQUIRE(one);
    REQUIRE(*one);
    return **one;
}

}  // namespace

TEST_CASE("imap: responses are told apart by their lines") {
    imap_reader reader(100);
    reader.add("* 3 EXISTS\r\ne1 OK done\r\n* B");
    CHECK(needed(reader).text == "* 3 EXISTS");
    CHECK(needed(reader).text == "e1 OK done");
    CHECK_FALSE(*reader.next());
}

TEST_CASE("imap: what somebody wrote in a mail is never taken for the server's word") {
    imap_reader reader(100);
    const std::string mail = "x\r\ne1 OK done\r\n* BYE\r\n)";
    reader.add("* 1 FETCH (UID 7 BODY[]<0> {" + std::to_string(mail.size()) + "}\r\n" + mail +
               ")\r\n");
    const imap_response one = needed(reader);
    CHECK(one.text == "* 1 FETCH (UID 7 BODY[]<0> {" + std::to_string(mail.size()) + "})");
    REQUIRE(one.literals.size() == 1);
    CHECK(one.literals.front() == mail);
}

TEST_CASE("imap: it does not matter how the bytes are cut") {
    const std::string bytes = "* A {3}\r\nx\r\n {2}\r\nyz)\r\ne1 OK\r\n";
    imap_reader reader(10);
    std::vector<imap_response> all;
    for (const char c : bytes) {
        reader.add(std::string(1, c));
        auto one = reader.next();
        REQUIRE(one);
        if (*one) all.push_back(**one);
    }
    REQUIRE(all.size() == 2);
    CHECK(all[0].text == "* A {3} {2})");
    CHECK(all[0].literals == std::vector<std::string>{"x\r\n", "yz"});
    CHECK(all[1].text == "e1 OK");
}

TEST_CASE("imap: a server that sends more than was asked for is not listened to") {
    imap_reader large(10);
    large.add("* 1 FETCH (BODY[] {11}\r\n");
    REQUIRE_FALSE(large.next());
    imap_reader endless(10);
    endless.add(std::string((1 << 20) + 1, 'x'));
    const auto one = endless.next();
    REQUIRE_FALSE(one);
    CHECK(one.error().code == "mail.protocol");
}

}  // namespace earshot::mails
