// What goes out to the helpdesk: threads of mails, and what became of an answer.
#include <algorithm>

#include "catch.hpp"
#include "email/email_fixture.hpp"
#include "mail/compose.hpp"

namespace earshot::email {

using namespace tests;

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
    const auto outcomes = testkit::run(f.sink.deliver({first()}));
    REQUIRE(outcomes.size() == 1);
    CHECK(outcomes[0].error().code == "mail.connect");
    const std::string id = f.host.mail.last().message_id;
    f.host.mail.mend();
    CHECK(f.deliver(first()).message_id == id);
}

TEST_CASE("PAIN-19: email: the words are sent, whatever becomes of what is attached") {
    fixture f;
    sink_item one = first();
    one.item.permalink = "https://bsky.example/ana/3l6";
    one.item.attachments = {{.id = "1",
                             .media_type = "image",
                             .url = "https://gone.example/404.jpg",
                             .state = fetch_state::failed},
                            {.id = "2", .media_type = "video", .url = "https://slow.example/film"}};
    const outgoing_mail sent = f.deliver(one);
    CHECK(f.host.http.requests().empty());
    CHECK(sent.text.contains("Où est ma valise ?"));
    CHECK(sent.text.contains("image: https://gone.example/404.jpg (it could not be fetched)"));
    CHECK(sent.text.contains("video: https://slow.example/film"));
    CHECK(sent.text.contains("https://bsky.example/ana/3l6"));
}

}  // namespace earshot::email
