// The plugin `zammad` against the twin: create, follow up, answer, and what happens in between.
#include "twins/desk_contract.hpp"
#include "twins/zammad/zammad_twin.hpp"
#include "zammad/desk_fixture.hpp"
#include "zammad/zammad.hpp"

namespace earshot::twins::zammad {
namespace {

const std::string creation = "/api/v1/tickets";

struct bench : desk_bench<earshot::zammad::zammad, zammad_twin, zammad_options> {
    bench() : desk_bench(earshot::zammad::tests::values(), "token", {access}) {}
};

}  // namespace

TEST_CASE("zammad: a case becomes a ticket with its key, language, class and urgency") {
    bench on;
    const auto made = on.deliver(said("m1", "Mijn koffer is weg"));
    REQUIRE(made);
    CHECK(made->url == "https://zammad.example.org/#ticket/zoom/1");
    const json::object& ticket = on.desk.tickets().at(1);
    CHECK(ticket.at("earshot_case").as_string() == case_key.c_str());
    CHECK(ticket.at("title") == "Lost bag");
    CHECK(ticket.at("priority") == "3 high");
    CHECK(ticket.at("tags") == "earshot,bluesky,nl,complaint");
    CHECK(ticket.at("customer") == "bluesky:did:plc:ana");
    const auto articles = on.desk.entries_of(1);
    REQUIRE(articles.size() == 1);
    CHECK(articles[0].at("sender") == "Customer");
    CHECK(articles[0].at("internal") == false);
    CHECK(std::string(articles[0].at("body").as_string()).contains("Mijn koffer is weg"));
}

TEST_CASE("zammad: what follows in a case is an article of the same ticket, and only once") {
    bench on;
    follows_up_once(on, 50);
    CHECK(on.desk.entries_of(1).size() == 53);
}

TEST_CASE("PAIN-10: Zammad's answer to a create is lost and the daemon restarts: one ticket") {
    for (const char* fate : {"lost_answer", "false_500"}) {
        bench on;
        makes_one_ticket(on, fate, creation);
        CHECK(on.desk.entries_of(1).size() == 1);
    }
}

TEST_CASE("PAIN-10: an article that was made although Zammad answered 500 is not made again") {
    bench on;
    makes_one_entry(on, "POST", "/api/v1/ticket_articles");
}

TEST_CASE("PAIN-9: an answer that Zammad delivers twice, and that is polled as well, has one id") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_writes(1, "<p>We found it.</p>");
    std::vector<batch> heard = on.retried_webhooks();
    CHECK(replies_in(heard).size() == 2);
    heard.push_back(on.poll());
    CHECK(heard.back().replies.size() == 1);
    is_one_answer(replies_in(heard));
    CHECK(on.poll().replies.empty());
}

TEST_CASE("PAIN-13: what Earshot writes into Zammad comes back neither by webhook nor by poll") {
    bench on;
    does_not_hear_itself(on, 1);
    const auto articles = on.desk.entries_of(1);
    REQUIRE(articles.size() == 2);
    CHECK(articles[1].at("sender") == "Agent");
    CHECK(articles[1].at("internal") == false);
}

TEST_CASE("zammad: internal notes stay inside") {
    bench on;
    keeps_notes_inside(on);
}

TEST_CASE("zammad: a webhook with another secret or another body is refused") {
    bench on;
    refuses_a_guessed_secret(on);
    refuses_another_body(on);
}

TEST_CASE("zammad: a closed ticket is told, and opened when its customer writes again") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_closes(1);
    const auto hooked = on.webhooks();
    const batch polled = on.poll();
    REQUIRE(hooked.size() == 1);
    REQUIRE(hooked[0].changes.size() == 1);
    REQUIRE(polled.changes.size() == 1);
    CHECK(hooked[0].changes[0].what == ticket_act::closed);
    CHECK(hooked[0].changes[0].id == polled.changes[0].id);
    on.wait(30s);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().at(1).at("state") == "open");
    CHECK(on.poll().changes.empty());  // that was us
}

TEST_CASE("zammad: after a merge the case goes on where its ticket went, and so do its answers") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    REQUIRE(on.deliver(said("m9", "another matter", another_case)));
    on.wait(30s);
    on.desk.agent_merges(1, 2);
    on.poll();
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
    CHECK(on.desk.entries_of(2).size() == 3);
    on.wait(30s);
    on.desk.agent_writes(2, "To both of it.");
    CHECK(on.poll().replies.size() == 1);
}

TEST_CASE("zammad: a merge that nobody has polled yet is found when the next message comes") {
    bench on;
    REQUIRE(on.deliver(said("m1", "one")));
    REQUIRE(on.deliver(said("m9", "another matter", another_case)));
    on.desk.agent_merges(1, 2);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
    CHECK(on.desk.entries_of(2).size() == 3);
}

TEST_CASE("zammad: refusals say what to do: the token, the pace, the request") {
    bench on;
    says_what_to_do_about_refusals(on, "http_422", creation);
}

TEST_CASE("zammad: an attribute that nobody created is complained about") {
    bench on;
    on.wait(1s);
    zammad_twin bare({{access.token, "", ""}, {}}, on.host.clock);
    in_process_http line(bare);
    on.host.offer<http>(line);
    on.restart();
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.host.log.count("zammad.case_field_ignored") == 1);
}

TEST_CASE("zammad: the token's state is asked for") {
    bench on;
    asks_for_the_tokens_state(on);
}

TEST_CASE("zammad: many answers while nobody listened are all found, page by page") {
    bench on;
    finds_what_it_missed(on);
}

}  // namespace earshot::twins::zammad
