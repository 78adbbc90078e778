// What the tests of the plugin as a whole share: a customer, a helpdesk that reads mail, its
// answers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "email/email.hpp"
#include "email/quotes.hpp"
#include "mail/read_mail.hpp"

namespace earshot::email::tests {

inline const std::string case_key = "bluesky/care/at://did:plc:z72i/app.bsky.feed.post/3l6";

inline sink_item said(const std::string& object, const std::string& words) {
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

inline sink_item first() {
    return said("at://did:plc:z72i/app.bsky.feed.post/3l6", "Où est ma valise ?");
}

// The plugin, configured, between a brand's helpdesk and a mail server that is not there.
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

    // A mail of its own, with a case in its subject.
    received_mail proves_nothing(const std::string& from = "Bo <bo@agents.example>",
                                 const std::string& more = "") {
        return mails::read_mail("From: " + from +
                                    "\r\nTo: care@brand.example\r\n"
                                    "Subject: Re: [c17] Where is it?\r\nMessage-ID: <a" +
                                    std::to_string(++answers) + "@agents.example>\r\n" + more +
                                    "\r\nIt is here.\r\n",
                                false);
    }

    testkit::fake_host host;
    email sink{host};
    std::string cursor;
    int answers = 0;
};

}  // namespace earshot::email::tests
