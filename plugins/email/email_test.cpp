#include "email/email.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "email/letters.hpp"
#include "email/quotes.hpp"
#include "mail/compose.hpp"
#include "mail/read_mail.hpp"

namespace earshot::email {

namespace {

const std::string case_key = "bluesky/care/at://did:plc:z72i/app.bsky.feed.post/3l6";

sink_item said(const std::string& object, const std::string& words) {
    sink_item one;
    one.key = "k-" + object;
    one.item.platform = "bluesky";
    one.item.account = "care";
    one.item.object_id = object;
    one.item.by = {.id = "did:plc:ana", .handle = "ana.example", .display_name = "Ana\r\nBcc: x@y"};
    one.item.text = one.item.display_text = words;
    one.understood.case_id = "c17";
    one.understood.case_key = case_key;
    one.understood.subject = "Où est ma valise ?";
    one.understood.language.tag = "fr";
    return one;
}

sink_item first() { return said("at://did:plc:z72i/app.bsky.feed.post/3l6", "Où est ma valise ?"); }

struct fixture {
    explicit fixture(testkit::values more = {})
        : host(testkit::configured(email::fields, with_needed(std::move(more))), "desk") {
        host.secrets.set("answer_secret", "0123456789abcdef");
        host.secrets.set("password", "correct-horse");
    }

    static testkit::values with_needed(testkit::values more) {
        more.emplace("smtp", "smtp://mail.brand.example:587");
        more.emplace("imap", "imaps://mail.brand.example:993");
        more.emplace("user", "care");
        more.emplace("password", "credential:mail");
        more.emplace("from", "social@brand.example");
        more.emplace("reply_to", "care@brand.example");
        more.emplace("to", std::vector<std::string>{"desk@brand.example"});
        more.emplace("agents", std::vector<std::string>{"@agents.example", "eva@brand.example"});
        more.emplace("answer_secret", "credential:answers");
        return more;
    }

    outgoing_mail deliver(sink_item one) {
        std::vector<sink_item> items;
        items.push_back(std::move(one));
        const auto outcomes = testkit::run(sink.deliver(std::move(items)));
        REQUIRE(outcomes.size() == 1);
        REQUIRE(outcomes.front());
        return host.mail.last();
    }

    outgoing_mail inform(notice one) {
        std::vector<notice> items;
        items.push_back(std::move(one));
        const auto outcomes = testkit::run(sink.inform(std::move(items)));
        REQUIRE(outcomes.front());
        return host.mail.last();
    }

    poll_result poll() {
        poll_request request;
        request.cursor = cursor;
        auto got = testkit::run(sink.poll(std::move(request)));
        REQUIRE(got);
        cursor = got->cursor;
        return std::move(*got);
    }

    // As a mail program would answer.
    received_mail answer_to(const outgoing_mail& letter, const std::string& more = "",
                            const std::string& from = "Bo <bo@agents.example>") {
        return mails::read_mail("From: " + from + "\r\nTo: " + letter.reply_to +
                                    "\r\nSubject: Re: " + "x" + "\r\nMessage-ID: <a" +
                                    std::to_string(++answers) +
                                    "@agents.example>\r\nIn-Reply-To: <" + letter.message_id +
                                    ">\r\nReferences: <" + letter.message_id + ">\r\n" + more +
                                    "\r\nIt is here.\r\n\r\n-- \r\nBo\r\n\r\nOn 1 March 2026 Ana "
                                    "<care@brand.example> wrote:\r\n> " +
                                    std::string(answer_line) + "\r\n> Where is it?\r\n",
                                false);
    }

    testkit::fake_host host;
    email sink{host};
    std::string cursor;
    int answers = 0;
};

}  // namespace

TEST_CASE("email: a case is a thread, each mail with an id that never changes") {
    fixture f;
    const outgoing_mail root = f.deliver(first());
    CHECK(root.subject == "[c17] Où est ma valise ?");
    CHECK(root.references.empty());
    CHECK(root.to.front().address == "desk@brand.example");
    CHECK(root.from.address == "social@brand.example");
    CHECK(root.reply_to.starts_with("care+"));
    CHECK(root.envelope_sender == root.reply_to);
    CHECK(root.text.starts_with(answer_line));
    CHECK(root.text.contains("Où est ma valise ?"));
    const outgoing_mail second = f.deliver(said("2", "Hallo?"));
    CHECK(second.subject == "Re: [c17] Où est ma valise ?");
    CHECK(second.in_reply_to == root.message_id);
    CHECK(second.references == std::vector{root.message_id});
    CHECK(second.reply_to == root.reply_to);
    const outgoing_mail again = f.deliver(first());
    CHECK(again.message_id == root.message_id);
    CHECK(again.references.empty());
    CHECK(again.subject == root.subject);
    const outgoing_mail later = f.deliver(said("2", "Hallo?"));
    CHECK(later.message_id == second.message_id);
    CHECK(later.references == second.references);
}

TEST_CASE("email: a long thread refers to its beginning and its end") {
    fixture f;
    const outgoing_mail root = f.deliver(first());
    outgoing_mail last = root;
    for (int i = 0; i < 30; ++i) last = f.deliver(said(std::to_string(i), "more"));
    CHECK(last.references.size() == 9);
    CHECK(last.references.front() == root.message_id);
}

TEST_CASE("email: every mail is marked, in the customer's language, and asks for no absences") {
    fixture f;
    const auto bytes = mails::compose(f.deliver(first()));
    REQUIRE(bytes);
    const received_mail read = mails::read_mail(*bytes, false);
    CHECK(read.header("content-language") == "fr");
    CHECK(read.header("x-earshot-case") == case_key);
    CHECK(read.header("x-earshot-loop") == "desk@brand.example");
    CHECK(read.header("x-auto-response-suppress") == "All");
    CHECK_FALSE(read.header("auto-submitted"));
    CHECK_FALSE(read.header("bcc"));
}

TEST_CASE("email: an edit is a mail of its own in the same thread") {
    fixture f;
    const outgoing_mail root = f.deliver(first());
    sink_item edit = first();
    edit.item.revision = "2";
    edit.item.kind = message_kind::edit;
    const outgoing_mail second = f.deliver(edit);
    CHECK(second.message_id != root.message_id);
    CHECK(second.references == std::vector{root.message_id});
}

TEST_CASE("email: a person's own address tells customers apart, where it is wanted") {
    fixture f({{"person_addresses", true}});
    const std::string ana = f.deliver(first()).from.address;
    CHECK(ana.starts_with("social+"));
    sink_item other = said("9", "hi");
    other.item.by.id = "did:plc:bob";
    CHECK(f.deliver(other).from.address != ana);
}

TEST_CASE("email: an agent's answer comes back once, without quote and signature") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    f.host.mail.put(f.answer_to(root));
    const poll_result got = f.poll();
    REQUIRE(got.items.replies.size() == 1);
    const reply& said = got.items.replies.front();
    CHECK(said.text == "It is here.");
    CHECK(said.id == "a1@agents.example");
    CHECK(said.origin == "desk");
    CHECK(said.author == "Bo");
    CHECK(said.to_case);
    CHECK(said.platform == "bluesky");
    CHECK(said.object_id == "at://did:plc:z72i/app.bsky.feed.post/3l6");
    CHECK(got.items.rejects.empty());
    CHECK(f.host.mail.filed().empty());
    CHECK(f.poll().items.replies.empty());
    REQUIRE(f.host.mail.filed().size() == 1);
    CHECK(f.host.mail.filed().front().uids == std::vector<std::uint32_t>{1});
}

TEST_CASE("email: a poll may be repeated from any cursor") {
    fixture f;
    f.poll();
    const std::string before = f.cursor;
    for (int i = 0; i < 3; ++i) f.host.mail.put(f.answer_to(f.deliver(first())));
    const auto once = f.poll();
    f.cursor = before;
    const auto again = f.poll();
    CHECK(once.items.replies == again.items.replies);
    CHECK(once.items.replies.size() == 3);
}

TEST_CASE("email: a mailbox that was numbered anew is read again, under the same ids") {
    fixture f;
    f.poll();
    f.host.mail.put(f.answer_to(f.deliver(first())));
    const auto once = f.poll();
    f.host.mail.renumber();
    const auto again = f.poll();
    CHECK(once.items.replies == again.items.replies);
    CHECK(f.host.log.count("email.mailbox_renumbered") == 1);
}

TEST_CASE("email: an answer that shows only the address it was sent to belongs to its case") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    received_mail mail = f.answer_to(root);
    mail.in_reply_to.clear();
    mail.references.clear();
    f.host.mail.put(mail);
    CHECK(f.poll().items.replies.size() == 1);
}

TEST_CASE("email: what nobody proved is not published, whoever it says it is from") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    SECTION("a stranger who got hold of a mail") {
        f.host.mail.put(f.answer_to(root, "", "eve@evil.example"));
    }
    SECTION("two senders") {
        f.host.mail.put(f.answer_to(root, "", "eve@evil.example, bo@agents.example"));
    }
    SECTION("an agent's address, and a case that is guessed") {
        outgoing_mail forged = root;
        forged.reply_to = "care@brand.example";
        forged.message_id = "es.bluesky_5s_care_5s_1.00000000000000000000@brand.example";
        f.host.mail.put(f.answer_to(forged));
    }
    SECTION("an agent's address, and a tag without its proof") {
        outgoing_mail forged = root;
        forged.reply_to = root.reply_to.substr(0, 22) + std::string(26, '0') + "@brand.example";
        forged.message_id = "m1@evil.example";
        f.host.mail.put(f.answer_to(forged));
    }
    SECTION("a subject alone") {
        received_mail mail = mails::read_mail(
            "From: bo@agents.example\r\nTo: care@brand.example\r\nSubject: Re: [c17] x\r\n"
            "Message-ID: <1@b>\r\n\r\npublish me\r\n",
            false);
        f.host.mail.put(mail);
    }
    const poll_result got = f.poll();
    CHECK(got.items.replies.empty());
    CHECK(got.items.rejects.size() == 1);
    CHECK(f.host.log.count("email.refused") == 1);
}

TEST_CASE("email: mail that has nothing to do with us is left alone") {
    fixture f;
    f.poll();
    f.host.mail.put(mails::read_mail(
        "From: shop@offers.example\r\nSubject: Sale [c17]\r\nMessage-ID: <s@x>\r\n\r\nbuy", false));
    const poll_result got = f.poll();
    CHECK(got.items.replies.empty());
    CHECK(got.items.rejects.empty());
    f.poll();
    CHECK(f.host.mail.filed().empty());
}

TEST_CASE("PAIN-33: automatic mail, lists and mail that went in circles are never answers") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    for (const char* header :
         {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n",
          "List-Id: <team.brand.example>\r\n", "X-Autoreply: yes\r\n"})
        f.host.mail.put(f.answer_to(root, header));
    std::string hops;
    for (int i = 0; i < 26; ++i)
        hops += "Received: from a by b; Sun, 1 Mar 2026 08:49:01 +0000\r\n";
    f.host.mail.put(f.answer_to(root, hops));
    const poll_result got = f.poll();
    CHECK(got.items.replies.empty());
    CHECK(f.host.log.count("email.automatic") == 5);
    CHECK(f.host.log.count("email.loop") == 1);
}

TEST_CASE("PAIN-33: two programs that answer each other are stopped, and the event says so") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    for (int i = 0; i < 20; ++i) f.host.mail.put(f.answer_to(root));
    const poll_result got = f.poll();
    CHECK(got.items.replies.size() == 12);
    CHECK(got.items.rejects.size() == 8);
    CHECK(f.host.log.count("email.loop") == 8);
}

TEST_CASE("PAIN-13: our own mail that comes back is not an answer") {
    fixture f;
    f.poll();
    f.deliver(first());
    const outgoing_mail second = f.deliver(said("2", "Hallo?"));
    const auto bytes = mails::compose(second);
    REQUIRE(bytes);
    f.host.mail.put(mails::read_mail(*bytes, false));
    const poll_result got = f.poll();
    CHECK(got.items.replies.empty());
    CHECK(got.items.rejects.empty());
}

TEST_CASE("PAIN-20: one mail that makes no sense is put aside, and the rest goes on") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    f.host.mail.put(mails::read_mail("", false));
    received_mail empty = f.answer_to(root);
    empty.parts.clear();
    f.host.mail.put(empty);
    f.host.mail.put(f.answer_to(root));
    const poll_result got = f.poll();
    CHECK(got.items.rejects.size() == 2);
    CHECK(got.items.replies.size() == 1);
    CHECK(f.poll().items.rejects.empty());
}

TEST_CASE("email: a mail that could not be delivered is a warning and is put aside") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    f.host.mail.put(mails::read_mail(
        "Return-Path: <>\r\nFrom: mailer-daemon@mail.example\r\nTo: " + root.reply_to +
            "\r\nMessage-ID: <d@mail.example>\r\nContent-Type: multipart/report; "
            "report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\r\nSorry.\r\n--r\r\n"
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
            "mx\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--r--\r\n",
        false));
    const poll_result got = f.poll();
    CHECK(got.items.replies.empty());
    REQUIRE(got.items.rejects.size() == 1);
    CHECK(got.items.rejects.front().reason.contains("5.1.1"));
    CHECK(f.host.log.count("email.undelivered") == 1);
}

TEST_CASE("email: what became of an answer is told in the same thread, as automatic mail") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    f.host.mail.put(f.answer_to(root));
    const reply answer = f.poll().items.replies.front();
    notice one;
    one.key = "n-1";
    one.case_key = case_key;
    one.what = answer_refused{answer, "bluesky.too_long", "It has 412 characters."};
    const outgoing_mail told = f.inform(one);
    CHECK(told.in_reply_to == answer.id);
    CHECK(told.references == std::vector{root.message_id, answer.id});
    CHECK(told.subject == "Re: [c17] Où est ma valise ?");
    CHECK(told.text.contains("It has 412 characters."));
    CHECK(std::ranges::find(told.headers, std::pair<std::string, std::string>("Auto-Submitted",
                                                                              "auto-generated")) !=
          told.headers.end());
    CHECK(f.inform(one).message_id == told.message_id);
}

TEST_CASE("email: a gap concerns no case, and is told all the same") {
    fixture f;
    notice one;
    one.key = "g-1";
    one.what = gap_found{"bluesky", "care", {{}, {}, "away for nine days"}};
    CHECK(f.inform(one).text.contains("away for nine days"));
}

TEST_CASE("email: a server that is down is the host's business; the same mail goes out later") {
    fixture f;
    f.host.mail.fail(error(error_kind::transient, "mail.connect", "down"));
    std::vector<sink_item> items{first(), said("2", "Hallo?")};
    const auto outcomes = testkit::run(f.sink.deliver(items));
    REQUIRE(outcomes.size() == 2);
    CHECK(outcomes[0].error().code == "mail.connect");
    CHECK(outcomes[1].error().code == "email.not_tried");
    const std::string id = f.host.mail.last().message_id;
    f.host.mail.mend();
    CHECK(f.deliver(first()).message_id == id);
}

TEST_CASE("email: a password that is refused is a state, a server that is down is not") {
    fixture f;
    CHECK(testkit::run(f.sink.examine())->state == credential_state::valid);
    f.host.mail.fail(error(error_kind::unauthorized, "mail.login", "refused"));
    CHECK(testkit::run(f.sink.examine())->state == credential_state::revoked);
    f.host.mail.fail(error(error_kind::transient, "mail.connect", "down"));
    CHECK_FALSE(testkit::run(f.sink.examine()));
}

TEST_CASE("email: a configuration that cannot work is refused with the field's name") {
    CHECK_THROWS_WITH(fixture({{"from", "social"}}), Catch::Contains("from"));
    CHECK_THROWS_WITH(fixture({{"agents", std::vector<std::string>{}}}), Catch::Contains("agents"));
    fixture f;
    f.host.secrets.set("answer_secret", "short");
    poll_request request;
    const auto got = testkit::run(f.sink.poll(request));
    REQUIRE_FALSE(got);
    CHECK(got.error().code == "email.secret");
}

TEST_CASE("email: the cursor says what is still to be filed, and survives nonsense") {
    const cursor one{{7, 120}, {118, 120}};
    CHECK(to_text(one) == "7:120:118,120");
    CHECK(read_cursor(to_text(one)) == one);
    CHECK(read_cursor("7:120") == cursor{{7, 120}, {}});
    CHECK(read_cursor("") == cursor{});
    CHECK(read_cursor("nonsense:1") == cursor{});
}

}  // namespace earshot::email
