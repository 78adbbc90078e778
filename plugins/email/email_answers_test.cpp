// What comes back from the helpdesk: answers, and the mail that must never become one.
#include "catch.hpp"
#include "email/automatic.hpp"
#include "email/email_fixture.hpp"
#include "mail/compose.hpp"

namespace earshot::email {

using namespace std::string_literals;
using namespace tests;

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
    received_mail cut = f.answer_to(root);
    cut.parts.at(0).whole = false;
    f.host.mail.put(cut);
    f.host.mail.put(f.answer_to(root));
    const poll_result got = f.poll();
    CHECK(got.items.rejects.size() == 1);
    REQUIRE(got.items.replies.size() == 2);
    CHECK_FALSE(got.items.replies.front().unusable.empty());
    CHECK(got.items.replies.back().unusable.empty());
    CHECK(f.poll().items.rejects.empty());
}

TEST_CASE("PAIN-2: an agent whose mail is of no use is told in the thread, and nothing is said") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    received_mail mail = f.answer_to(root);
    std::string advice;
    SECTION("nothing but the quoted mail") {
        mail.parts.at(0).text = "On 1 March 2026 Ana wrote:\n> Where is it?\n";
        advice = "as text above the quoted mail";
    }
    SECTION("a quoted mail that nobody can tell from the answer") {
        mail.parts.at(0).text += "\nX-Earshot-Case: " + case_key + "\n\nIt is here.\n";
        mail.parts.at(0).text.insert(0, "X-Earshot-Loop: desk@brand.example\n");
        advice = "without the quoted mail";
    }
    SECTION("a text that was cut") {
        mail.parts.at(0).whole = false;
        advice = "without attachments";
    }
    f.host.mail.put(mail);
    const std::string before = f.cursor;
    const poll_result got = f.poll();
    CHECK(got.items.rejects.empty());
    REQUIRE(got.items.replies.size() == 1);
    const reply& answer = got.items.replies.front();
    CHECK(answer.text.empty());
    CHECK(answer.unusable.contains(advice));
    CHECK(answer.id == "a1@agents.example");
    CHECK(answer.author == "Bo");
    CHECK(f.host.log.count("email.unusable") == 1);

    notice one;
    one.key = "n-1";
    one.case_key = case_key;
    one.what = answer_refused{answer, "reply.unusable", answer.unusable};
    const outgoing_mail told = f.inform(one);
    CHECK(told.in_reply_to == answer.id);
    CHECK(told.text.contains("NOT published on bluesky"));
    CHECK(told.text.contains(advice));
    CHECK_FALSE(told.text.contains("The text was"));

    f.cursor = before;
    CHECK(f.poll().items.replies == got.items.replies);
}

TEST_CASE("PAIN-33: a program is never told that its mail is of no use, nor is a stranger") {
    fixture f;
    f.poll();
    const outgoing_mail root = f.deliver(first());
    const auto useless = [&](const char* header, const char* from) {
        received_mail mail = f.answer_to(root, header, from);
        mail.parts.at(0).text = "> Where is it?\n";
        f.host.mail.put(mail);
    };
    const char* agent = "bo@agents.example";
    for (const char* header :
         {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n",
          "List-Id: <team.brand.example>\r\n", "X-Earshot-Loop: desk@brand.example\r\n"})
        useless(header, agent);
    useless("", "social@brand.example");
    useless("", "mailer-daemon@agents.example");
    useless("", "eve@evil.example");
    CHECK(f.poll().items.replies.empty());

    for (int i = 0; i < 20; ++i) useless("", agent);
    CHECK(f.poll().items.replies.size() == 12);
}

TEST_CASE("PAIN-2: an agent whose mail proves nothing is told so, in no words of that mail") {
    fixture f;
    f.poll();
    const received_mail mail = f.proves_nothing();
    f.host.mail.put(mail);
    CHECK(f.poll().items.rejects.size() == 1);
    REQUIRE(f.host.mail.sent().size() == 1);
    const outgoing_mail& told = f.host.mail.last();
    CHECK(told.to == std::vector<mail_address>{{"", "bo@agents.example"}});
    CHECK(told.in_reply_to == mail.message_id);
    CHECK(told.text.contains("with your mail program's answer button"));
    for (const char* word : {"It is here", "Where is it", "Bo", "care@"})
        CHECK_FALSE(told.text.contains(word));
    CHECK(told.subject == "NOT published: your answer");

    const auto bytes = mails::compose(told);
    REQUIRE(bytes);
    const received_mail read = mails::read_mail(*bytes, false);
    CHECK(why_automatic(read) == "Auto-Submitted says so");
    CHECK(read.header("x-auto-response-suppress") == "All");
    CHECK(read.header("x-earshot-loop") == "desk@brand.example");
}

TEST_CASE("PAIN-33: that a mail proves nothing is told to no stranger and no program") {
    fixture f({{"agents", std::vector<std::string>{"@agents.example", "@brand.example"}}});
    f.poll();
    for (const char* header :
         {"Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "Return-Path: <>\r\n",
          "List-Id: <team.brand.example>\r\n", "X-Earshot-Loop: desk@brand.example\r\n"})
        f.host.mail.put(f.proves_nothing("bo@agents.example", header));
    const std::string tagged = "care+" + std::string(16, '0') + "." + std::string(26, '0');
    for (const std::string& from : {"social@brand.example"s, "care@brand.example"s,
                                    tagged + "@brand.example", "postmaster@agents.example"s,
                                    "eve@evil.example"s, "eve@evil.example, bo@agents.example"s})
        f.host.mail.put(f.proves_nothing(from));
    f.poll();
    CHECK(f.host.mail.sent().empty());
}

TEST_CASE("PAIN-33: whoever writes in agents' names makes few mails") {
    fixture f;
    f.poll();
    f.host.mail.put(f.proves_nothing());
    f.host.mail.put(f.proves_nothing());
    f.poll();
    f.host.mail.renumber();
    f.poll();
    CHECK(f.host.mail.sent().size() == 1);
    for (int i = 0; i < 30; ++i)
        f.host.mail.put(f.proves_nothing(std::to_string(i) + "@agents.example"));
    f.poll();
    CHECK(f.host.mail.sent().size() == 20);

    f.host.clock.advance(std::chrono::hours(24));
    received_mail old = f.proves_nothing("old@agents.example");
    old.arrived = f.host.clock.now() - std::chrono::hours(24);
    f.host.mail.put(old);
    f.poll();
    CHECK(f.host.mail.sent().size() == 20);
    f.host.mail.put(f.proves_nothing());
    f.poll();
    CHECK(f.host.mail.sent().size() == 21);
}

TEST_CASE("email: where an agent cannot be told, the mailbox is read on and a warning says so") {
    fixture f({{"imap_user", "box"}, {"imap_password", "credential:box"}});
    f.host.secrets = testkit::fake_secrets();  // without the password for what goes out
    f.host.secrets.set("answer_secret", "0123456789abcdef");
    f.host.secrets.set("imap_password", "correct-horse");
    f.poll();
    f.host.mail.put(f.proves_nothing());
    f.host.mail.put(f.proves_nothing("eva@brand.example"));
    CHECK(f.poll().items.rejects.size() == 2);
    CHECK(f.host.log.count("email.not_told") == 2);
}

TEST_CASE("email: an id that no mail may name is left out of the answer to it") {
    fixture f;
    f.poll();
    received_mail mail = f.proves_nothing();
    mail.message_id = "a..1@agents.example";
    f.host.mail.put(mail);
    f.poll();
    CHECK(f.host.mail.last().in_reply_to.empty());
    CHECK(mails::compose(f.host.mail.last()));
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

}  // namespace earshot::email
