// The plugin `freshdesk` against the twin: create, follow up, answer, and what happens in between.
#include "freshdesk/freshdesk.hpp"
#include "twins/desk_contract.hpp"
#include "twins/freshdesk/freshdesk_twin.hpp"

namespace earshot::twins::freshdesk {
namespace {

const std::string creation = "/api/v2/tickets";

testkit::values values() {
    return {{"url", "https://brand.freshdesk.com/"},
            {"api_key", "credential:freshdesk"},
            {"case_field", "cf_earshot_case"},
            {"webhook_secret", "credential:freshdesk-webhook"}};
}

struct bench : desk_bench<earshot::freshdesk::freshdesk, freshdesk_twin, freshdesk_options> {
    bench() : desk_bench(values(), "api_key", {access}) {}

    std::string state(int ticket) const {
        return std::to_string(number_of(desk.tickets().at(ticket), "status"));
    }
};

}  // namespace

TEST_CASE("freshdesk: a case becomes a ticket with its key, language, class and urgency") {
    bench on;
    const auto made = on.deliver(said("m1", "Mijn koffer is <weg>"));
    REQUIRE(made);
    CHECK(made->url == "https://brand.freshdesk.com/a/tickets/1");
    const json::object& ticket = on.desk.tickets().at(1);
    CHECK(text_of(object_of(ticket, "custom_fields"), "cf_earshot_case") == case_key);
    CHECK(text_of(ticket, "subject") == "Lost bag");
    CHECK(number_of(ticket, "priority") == 4);
    CHECK(number_of(ticket, "status") == 2);
    const std::string tags = json::serialize(ticket.at("tags"));
    CHECK_THAT(tags, earshot::tests::contains("nl"));
    CHECK_THAT(tags, earshot::tests::contains("complaint"));
    CHECK_THAT(text_of(ticket, "description"),
               earshot::tests::contains("Mijn koffer is &lt;weg&gt;"));
}

TEST_CASE("freshdesk: what follows in a case is a note of the same ticket, and only once") {
    bench on;
    follows_up_once(on, 150);
    const auto entries = on.desk.entries_of(1);
    REQUIRE(entries.size() == 152);
    CHECK(entries[0].at("incoming") == true);
    CHECK(entries[0].at("private") == false);
    CHECK(number_of(entries[0], "user_id") == number_of(on.desk.tickets().at(1), "requester_id"));
}

TEST_CASE("PAIN-10: Freshdesk makes a ticket and does not say so, and its search is late: one") {
    for (const char* fate : {"lost_answer", "false_500"}) {
        bench on;
        makes_one_ticket(on, fate, creation);
        CHECK(on.desk.entries_of(1).empty());
    }
}

TEST_CASE("PAIN-10: a note that was made although Freshdesk answered 500 is not made again") {
    bench on;
    makes_one_entry(on, "POST", "/api/v2/tickets/1/notes");
}

TEST_CASE("PAIN-9: an answer that Freshdesk calls about twice, and that is listed, has one id") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_replies(1, "<p>We found it.</p>");
    on.plant({{"kind", "duplicate"}, {"path", "webhook"}});
    const auto hooked = on.webhooks(503);
    CHECK(hooked.size() == 2);
    const batch polled = on.poll();
    on.wait(10s);
    CHECK(on.webhooks().size() == 1);
    const batch again = on.poll();
    CHECK(replies_in(hooked).empty());      // they only say where to look
    REQUIRE_FALSE(polled.replies.empty());  // by the call's word and by the list
    CHECK(polled.replies[0].author == "Bob Berg");
    CHECK(polled.replies[0].object_id == post_of(case_key));
    is_one_answer(replies_in({polled, again}));
}

TEST_CASE("freshdesk: replies and public notes go out, private ones stay inside") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_replies(1, "A reply.");
    on.desk.agent_writes(1, "A note.");
    on.desk.agent_notes(1, "Between us.");
    on.miss_webhooks();
    const auto replies = on.poll().replies;
    REQUIRE(replies.size() == 2);
    CHECK(replies[0].text == "A reply.");
    CHECK(replies[1].text == "A note.");
}

TEST_CASE("PAIN-18: many answers of which no webhook told are all found, page by page") {
    bench on;
    finds_what_it_missed(on);
}

TEST_CASE("PAIN-18: a conversation longer than a page is read to its end") {
    bench on;
    on.has_a_ticket();
    for (int i = 0; i < 250; ++i) on.desk.agent_replies(1, "Answer " + std::to_string(i));
    on.miss_webhooks();
    CHECK(count_of(on.polls(5, 5s)) == 250);
}

TEST_CASE("PAIN-13: what Earshot writes into Freshdesk does not come back") {
    bench on;
    does_not_hear_itself(on, 0);
    CHECK(on.desk.entries_of(1).size() == 1);
}

TEST_CASE("freshdesk: a webhook without the secret is refused") {
    bench on;
    refuses_a_guessed_secret(on);
    on.last.headers.clear();
    CHECK_FALSE(on.check(access.webhook_secret));
}

TEST_CASE("freshdesk: closing is told, and a customer who writes again opens the ticket") {
    bench on;
    on.has_a_ticket();
    on.poll();
    on.desk.agent_takes(1);
    on.desk.agent_closes(1);
    const batch polled = on.poll();
    REQUIRE(polled.changes.size() == 1);
    CHECK(polled.changes[0].what == ticket_act::closed);
    on.wait(5s);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.state(1) == "2");
}

TEST_CASE("freshdesk: a ticket that was merged into another and closed is opened by its customer") {
    bench on;
    REQUIRE(on.deliver(said("m1", "one")));
    REQUIRE(on.deliver(said("m9", "another matter", another_case)));
    on.desk.agent_merges(1, 2);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
    CHECK(on.state(1) == "2");
}

TEST_CASE("freshdesk: a deleted ticket is replaced") {
    bench on;
    replaces_what_is_deleted(on);
}

TEST_CASE("freshdesk: a refused answer is noted inside, and opens the ticket") {
    bench on;
    CHECK(notes_a_refused_answer(on).at("private") == true);
    CHECK(on.state(1) == "2");
}

TEST_CASE("freshdesk: refusals say what to do: the key, the pace, the request") {
    bench on;
    says_what_to_do_about_refusals(on, "http_400", creation);
}

TEST_CASE("freshdesk: the key's state is asked for") {
    bench on;
    asks_for_the_tokens_state(on);
}

}  // namespace earshot::twins::freshdesk
