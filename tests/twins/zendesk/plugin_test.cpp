// The plugin `zendesk` against the twin: create, follow up, answer, and what happens in between.
#include "twins/desk_contract.hpp"
#include "twins/zendesk/zendesk_twin.hpp"
#include "zendesk/zendesk.hpp"

namespace earshot::twins::zendesk {
namespace {

const std::string tickets_path = "/api/v2/tickets*";

testkit::values values(bool exports) {
    return {{"url", "https://brand.zendesk.com/"},
            {"token", "credential:zendesk"},
            {"webhook_secret", "credential:zendesk-webhook"},
            {"poll", exports}};
}

zendesk_options by_trigger() {
    zendesk_options made{access};
    made.by_trigger = true;
    return made;
}

zendesk_options in_pages_of(std::size_t size) {
    zendesk_options made{access};
    made.exports.page = size;
    return made;
}

constexpr duration exported = 90s;  // once the last minute is over

struct bench : desk_bench<earshot::zendesk::zendesk, zendesk_twin, zendesk_options> {
    explicit bench(zendesk_options made = {access}, bool exports = true)
        : desk_bench(values(exports), "token", std::move(made)) {}

    batch later() {
        wait(exported);
        return poll();
    }

    std::string state(int ticket) const { return text_of(desk.tickets().at(ticket), "status"); }
};

}  // namespace

TEST_CASE("zendesk: a case becomes a ticket with its key, language, class and urgency") {
    bench on;
    const auto made = on.deliver(said("m1", "Mijn koffer is weg"));
    REQUIRE(made);
    CHECK(made->url == "https://brand.zendesk.com/agent/tickets/1");
    const json::object& ticket = on.desk.tickets().at(1);
    CHECK(text_of(ticket, "external_id") == case_key);
    CHECK(text_of(ticket, "subject") == "Lost bag");
    CHECK(text_of(ticket, "priority") == "urgent");
    const std::string tags = json::serialize(ticket.at("tags"));
    CHECK_THAT(tags, earshot::tests::contains("language_nl"));
    CHECK_THAT(tags, earshot::tests::contains("class_complaint"));
    const auto comments = on.desk.entries_of(1);
    REQUIRE(comments.size() == 1);
    CHECK(number_of(comments[0], "author_id") == number_of(ticket, "requester_id"));
    CHECK(comments[0].at("public") == true);
    CHECK_THAT(text_of(comments[0], "body"), earshot::tests::contains("Mijn koffer is weg"));
}

TEST_CASE("zendesk: what follows in a case is a comment of the same ticket, and only once") {
    bench on;
    follows_up_once(on, 150);
    CHECK(on.desk.entries_of(1).size() == 153);
}

TEST_CASE("PAIN-10: Zendesk makes a ticket and does not say so, the daemon restarts: one ticket") {
    for (const char* fate : {"lost_answer", "false_500"}) {
        bench on;
        makes_one_ticket(on, fate, tickets_path);
        CHECK(on.desk.entries_of(1).size() == 1);
    }
}

TEST_CASE("PAIN-10: where the search overlooks the ticket, its Idempotency-Key keeps it single") {
    bench on;
    on.plant({{"kind", "lost_answer"}, {"path", tickets_path}, {"method", "POST"}});
    on.plant({{"kind", "overlooked"}, {"times", -1}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.restart();
    on.wait(5min);
    REQUIRE(on.again(said("m1", "one")));
    CHECK(on.desk.tickets().size() == 1);
}

TEST_CASE(
    "PAIN-10: an answer in a ticket that Zendesk made and did not say so is not passed over") {
    bench on;
    on.poll();
    on.plant({{"kind", "lost_answer"}, {"path", tickets_path}, {"method", "POST"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.desk.agent_writes(1, "We found it.");
    on.miss_webhooks();
    const std::vector<reply> heard = on.polls(3, exported);
    REQUIRE(count_of(heard) == 1);
    CHECK(heard[0].object_id == post_of(case_key));
}

TEST_CASE("PAIN-10: a comment that was made although Zendesk answered 500 is not made again") {
    bench on;
    makes_one_entry(on, "PUT", tickets_path);
}

TEST_CASE("PAIN-9: an answer that Zendesk calls about twice, and that is exported, has one id") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_writes(1, "We found it.");
    on.plant({{"kind", "duplicate"}, {"path", "webhook"}});
    std::vector<batch> heard = on.retried_webhooks();
    CHECK(replies_in(heard).size() == 3);
    heard.push_back(on.later());
    CHECK_FALSE(heard.back().replies.empty());
    is_one_answer(replies_in(heard));
}

TEST_CASE("zendesk: answers whose calls come in the wrong order are all there, with their times") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_writes(1, "First.");
    on.wait(1s);
    on.desk.agent_writes(1, "Second.");
    on.plant({{"kind", "reordered"}, {"path", "webhook"}});
    const auto replies = replies_in(on.webhooks());
    REQUIRE(replies.size() == 2);
    CHECK(replies[0].text == "Second.");
    CHECK(replies[1].text == "First.");
    CHECK(replies[1].written < replies[0].written);
}

TEST_CASE("PAIN-18: many answers of which no webhook told are all exported, page by page") {
    bench on(in_pages_of(10));
    on.has_a_ticket();
    on.wait(3h);
    for (int i = 0; i < 120; ++i) {
        on.desk.agent_writes(1, "Answer " + std::to_string(i));
        on.wait(1s);
    }
    on.miss_webhooks();
    CHECK(count_of(on.polls(20, exported)) == 120);
}

TEST_CASE("PAIN-18: answers in many tickets of which no webhook told are all exported") {
    bench on(in_pages_of(50));
    finds_what_it_missed(on);
}

TEST_CASE("PAIN-13: what Earshot writes into Zendesk comes back neither by webhook nor by export") {
    bench on;
    does_not_hear_itself(on, 2);
    CHECK(on.desk.entries_of(1).size() == 2);
}

TEST_CASE("zendesk: private comments stay inside") {
    bench on;
    keeps_notes_inside(on);
}

TEST_CASE("zendesk: a trigger only says where to look, and the next poll looks there") {
    bench on(by_trigger());
    on.has_a_ticket();
    on.desk.agent_writes(1, "We found it.");
    const auto hooked = on.webhooks();
    CHECK(hooked.size() == 1);
    CHECK(replies_in(hooked).empty());
    const batch polled = on.poll();  // before the export has it
    REQUIRE(polled.replies.size() == 1);
    CHECK(polled.replies[0].text == "We found it.");
}

TEST_CASE("PAIN-18: without export, answers survive a restart and a search that learns late") {
    zendesk_options made = by_trigger();
    made.search_lag = 3min;
    bench on(made, false);
    on.poll();
    for (int i = 0; i < 130; ++i)
        REQUIRE(on.deliver(said("m" + std::to_string(i), "one", case_key + std::to_string(i))));
    on.wait(1h);
    on.poll();
    for (int ticket = 1; ticket <= 120; ++ticket) on.desk.agent_writes(ticket, "We found it.");
    on.miss_webhooks();
    on.wait(1h);
    for (int ticket = 121; ticket <= 130; ++ticket) on.desk.agent_writes(ticket, "We found it.");
    CHECK(on.webhooks().size() == 10);
    on.restart();
    std::set<std::string> answered;
    for (const reply& one : on.polls(60, 15s)) answered.insert(one.object_id);
    CHECK(answered.size() == 130);
}

TEST_CASE("zendesk: a webhook with another secret or body, or from long ago, is refused") {
    bench on;
    refuses_a_guessed_secret(on);
    refuses_an_old_call(on);
    refuses_another_body(on);
}

TEST_CASE(
    "zendesk: solving and taking are told, and a customer who writes again opens the ticket") {
    bench on;
    on.has_a_ticket();
    on.later();
    on.desk.agent_takes(1);
    on.desk.agent_closes(1);
    const batch polled = on.later();
    REQUIRE(polled.changes.size() == 2);
    CHECK(polled.changes[0].what == ticket_act::assigned);
    CHECK(polled.changes[1].what == ticket_act::closed);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.state(1) == "open");
    for (const ticket_change& one : on.later().changes) {  // the opening was ours
        const bool known = one == polled.changes[0] || one == polled.changes[1];
        CHECK(known);
    }
}

TEST_CASE("zendesk: a closed or merged ticket is followed up, and its answers find the case") {
    for (const bool merged : {false, true}) {
        bench on;
        on.poll();
        REQUIRE(on.deliver(said("m1", "one")));
        REQUIRE(on.deliver(said("m9", "another matter", another_case)));
        if (merged) on.desk.agent_merges(1, 2);
        if (!merged) on.desk.ages(1);
        REQUIRE(on.deliver(said("m2", "two")));
        REQUIRE(on.desk.tickets().size() == 3);
        CHECK(on.desk.entries_of(3).size() == 1);
        REQUIRE(on.deliver(said("m3", "three")));
        CHECK(on.desk.entries_of(3).size() == 2);
        on.webhooks();
        on.desk.agent_writes(3, "We found it.");
        const auto hooked = replies_in(on.webhooks());
        REQUIRE(hooked.size() == 1);
        CHECK(hooked[0].object_id == post_of(case_key));
    }
}

TEST_CASE("zendesk: a deleted ticket is replaced") {
    bench on;
    replaces_what_is_deleted(on);
    CHECK(on.desk.entries_of(2).size() == 1);
}

TEST_CASE("zendesk: a refused answer is noted inside, and opens the ticket") {
    bench on;
    CHECK(notes_a_refused_answer(on).at("public") == false);
    CHECK(on.state(1) == "open");
}

TEST_CASE("zendesk: refusals say what to do: the token, the pace, the request") {
    bench on;
    says_what_to_do_about_refusals(on, "http_422", tickets_path);
}

TEST_CASE("zendesk: the token's state is asked for") {
    bench on;
    asks_for_the_tokens_state(on);
}

}  // namespace earshot::twins::zendesk
