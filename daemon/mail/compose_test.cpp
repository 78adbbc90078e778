#include "mail/compose.hpp"

#include "catch.hpp"
#include "mail/read_mail.hpp"

namespace earshot::mails {

namespace {

outgoing_mail letter() {
    outgoing_mail made({"Zoë “Z” Ångström (bluesky)", "care@brand.example"},
                       {{"Service", "desk@brand.example"}});
    made.subject = "[c17] Où est ma valise ? 荷物はどこですか？ ";
    made.message_id = "es.x_5s_klm.0123@brand.example";
    made.text = "Où est ma valise ?\n.\nFrom me to you\n日本語 = ok\n";
    made.date = *parse_rfc3339("2026-03-01T07:49:01Z");
    return made;
}

std::size_t longest_line(const std::string& bytes) {
    std::size_t longest = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find("\r\n", at), bytes.size());
        longest = std::max(longest, end - at);
        at = end + 2;
    }
    return longest;
}

}  // namespace

TEST_CASE("composing: what was written is what is read") {
    outgoing_mail made = letter();
    made.in_reply_to = "root@brand.example";
    made.references = {"root@brand.example", "second@brand.example"};
    made.reply_to = "care+t.k@brand.example";
    made.header("X-Earshot-Case", "bluesky/care/at://did:plc:1/post/Ünï");
    const auto bytes = compose(made);
    REQUIRE(bytes);
    const received_mail read = read_mail(*bytes, false);
    CHECK(read.unreadable.empty());
    CHECK(read.from == std::vector{made.from});
    CHECK(read.delivered_to == std::vector<std::string>{"desk@brand.example"});
    CHECK(read.header("subject") == "[c17] Où est ma valise ? 荷物はどこですか？");
    CHECK(read.header("x-earshot-case") == "bluesky/care/at://did:plc:1/post/Ünï");
    CHECK(read.message_id == made.message_id);
    CHECK(read.in_reply_to == std::vector{made.in_reply_to});
    CHECK(read.references == made.references);
    CHECK(read.sent == made.date);
    REQUIRE(read.parts.size() == 1);
    CHECK(read.parts.front().type == "text/plain");
    CHECK(read.parts.front().text == made.text);
}

TEST_CASE("composing: the bytes are ASCII, in lines that every server takes") {
    outgoing_mail made = letter();
    made.text = std::string(5'000, 'x') + "\n" + std::string(3'000, '\xC3') + "\n";
    made.subject = std::string(900, 's') + " " + std::string(900, 't');
    for (int i = 0; i < 12; ++i)
        made.references.push_back("es." + std::string(200, 'a') + std::to_string(i) +
                                  "@brand.example");
    const auto bytes = compose(made);
    REQUIRE(bytes);
    CHECK(longest_line(*bytes) <= 998);
    CHECK(std::ranges::all_of(*bytes, [](char c) { return static_cast<signed char>(c) > 0; }));
    CHECK(longest_line(bytes->substr(bytes->find("\r\n\r\n") + 4)) <= 78);
}

TEST_CASE("composing: ordinary headers are folded at 78") {
    const auto bytes = compose(letter());
    REQUIRE(bytes);
    CHECK(longest_line(*bytes) <= 78);
}

TEST_CASE("composing: nothing that a customer wrote becomes a header") {
    outgoing_mail made = letter();
    made.from.name = "Eve\r\nBcc: everybody@brand.example\r\n\r\nbody";
    made.subject = "hello\r\nBcc: everybody@brand.example\nX-Evil: 1";
    made.header("X-Earshot-Case", "a\r\nX-Evil: 2");
    const auto bytes = compose(made);
    REQUIRE(bytes);
    const received_mail read = read_mail(*bytes, false);
    CHECK_FALSE(read.header("bcc"));
    CHECK_FALSE(read.header("x-evil"));
    CHECK(read.header("subject")->contains("Bcc: everybody"));
    CHECK(read.from.size() == 1);
    CHECK(read.from.front().address == "care@brand.example");
}

TEST_CASE("composing: an address that is none is refused, by name") {
    for (const char* wrong : {"", "care", "a@b@c", "a b@c.example", "a@c.example\r\nRCPT TO:<x@y>",
                              "<a@c.example>", "a@b,c@d"}) {
        INFO(wrong);
        outgoing_mail made({"", "care@brand.example"}, {{"", wrong}});
        const auto bytes = compose(made);
        REQUIRE_FALSE(bytes);
        CHECK(bytes.error().code == "mail.address");
    }
    outgoing_mail made = letter();
    made.header("X Evil:", "1");
    CHECK_FALSE(compose(made));
}

}  // namespace earshot::mails
