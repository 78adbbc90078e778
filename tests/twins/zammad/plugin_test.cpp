// The plugin `zammad` against the twin: create, follow up, answer, and what happens in between.
#include "twins/desk_bench.hpp"
#include "twins/zammad/zammad_twin.hpp"
#include "zammad/desk_fixture.hpp"
#include "zammad/zammad.hpp"

namespace earshot::twins::zammad {
namespace {

using testkit::run;

struct bench : desk_bench<earshot::zammad::zammad, zammad_twin, zammad_options> {
    bench()
        : desk_bench(earshot::zammad::tests::values(),
                     {{"token", "t0ken"}, {"webhook_secret", "zammad-secret"}},
                     {{"t0ken", "zammad-secret", hooks}}) {}
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

TEST_CASE("zammad: what follows in a case is an article of the same ticket") {
    bench on;
    REQUIRE(on.deliver(said("m1", "one")));
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 1);
    CHECK(on.desk.entries_of(1).size() == 2);
    REQUIRE(on.again(said("m2", "two")));
    CHECK(on.desk.entries_of(1).size() == 2);
}

TEST_CASE("PAIN-10: Zammad's answer to a create is lost and the daemon restarts: one ticket") {
    bench on;
    on.plant({{"kind", "lost_answer"}, {"path", "/api/v1/tickets"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.restart();
    const auto made = on.again(said("m1", "one"));
    REQUIRE(made);
    CHECK(on.desk.tickets().size() == 1);
    CHECK(on.desk.entries_of(1).size() == 1);
}

TEST_CASE("PAIN-9: an answer that Zammad delivers twice, and that is polled as well, has one id") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    on.host.clock.advance(std::chrono::seconds{30});
    on.desk.agent_writes(1, "<p>We found it.</p>");
    const auto first = replies_in(on.webhooks(503));
    on.host.clock.advance(std::chrono::seconds{10});
    const auto second = replies_in(on.webhooks());
    const batch polled = on.poll();
    REQUIRE(first.size() == 1);
    REQUIRE(second.size() == 1);
    REQUIRE(polled.replies.size() == 1);
    CHECK(first[0].text == "We found it.");
    CHECK(first[0] == second[0]);
    CHECK(first[0] == polled.replies[0]);
    CHECK(on.poll().replies.empty());
}

TEST_CASE("PAIN-13: what Earshot writes into Zammad comes back neither by webhook nor by poll") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    sink_item ours = said("m2", "We answered in the app");
    ours.item.from = direction::from_us;
    REQUIRE(on.deliver(ours));
    REQUIRE(on.desk.entries_of(1).size() == 2);
    CHECK(on.desk.entries_of(1)[1].at("sender") == "Agent");
    CHECK(on.desk.entries_of(1)[1].at("internal") == false);
    const auto hooked = on.webhooks();
    CHECK(hooked.size() == 1);
    CHECK(replies_in(hooked).empty());
    CHECK(on.poll().replies.empty());
}

TEST_CASE("zammad: internal notes stay inside") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_notes(1, "Between us: again.");
    CHECK(replies_in(on.webhooks()).empty());
    CHECK(on.poll().replies.empty());
}

TEST_CASE("zammad: a webhook with another secret or another body is refused") {
    bench on;
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_writes(1, "We found it.");
    on.webhooks();
    CHECK_FALSE(on.check("guessed"));
    on.last.body += ' ';
    CHECK(on.check("zammad-secret").error().code == "signature.mismatch");
}

TEST_CASE("zammad: a closed ticket is told, and opened when its customer writes again") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    on.host.clock.advance(std::chrono::seconds{30});
    on.desk.agent_closes(1);
    const auto hooked = on.webhooks();
    const batch polled = on.poll();
    REQUIRE(hooked.size() == 1);
    REQUIRE(hooked[0].changes.size() == 1);
    REQUIRE(polled.changes.size() == 1);
    CHECK(hooked[0].changes[0].what == ticket_act::closed);
    CHECK(hooked[0].changes[0].id == polled.changes[0].id);
    on.host.clock.advance(std::chrono::seconds{30});
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().at(1).at("state") == "open");
    CHECK(on.poll().changes.empty());  // that was us
}

TEST_CASE("zammad: after a merge the case goes on where its ticket went, and so do its answers") {
    bench on;
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    REQUIRE(on.deliver(said("m9", "another matter", another_case)));
    on.host.clock.advance(std::chrono::seconds{30});
    on.desk.agent_merges(1, 2);
    on.poll();
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
    CHECK(on.desk.entries_of(2).size() == 3);
    on.host.clock.advance(std::chrono::seconds{30});
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
    on.plant({{"kind", "http_401"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::unauthorized);
    on.plant({{"kind", "http_429"}, {"retry_after", 30}});
    const auto paced = on.deliver(said("m1", "one"));
    CHECK(paced.error().kind == error_kind::throttled);
    CHECK(paced.error().retry_after == std::chrono::seconds{30});
    on.plant({{"kind", "http_422"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::invalid);
    on.plant({{"kind", "http_404"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.host.clock.advance(std::chrono::seconds{30});  // whether one was made is known by then
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.desk.tickets().size() == 1);
    CHECK_FALSE(on.host.log.mentions("t0ken"));
}

TEST_CASE("zammad: an attribute that nobody created is complained about") {
    bench on;
    on.host.clock.advance(std::chrono::seconds{1});
    zammad_twin bare({{"t0ken", "", ""}, {}}, on.host.clock);
    in_process_http line(bare);
    on.host.offer<http>(line);
    on.restart();
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.host.log.count("zammad.case_field_ignored") == 1);
}

TEST_CASE("zammad: the token's state is asked for") {
    bench on;
    CHECK(run(on.plugin->examine())->state == credential_state::valid);
    on.plant({{"kind", "http_401"}});
    CHECK(run(on.plugin->examine())->state == credential_state::revoked);
    on.plant({{"kind", "http_403"}});
    CHECK(run(on.plugin->examine())->state == credential_state::scope_missing);
    on.plant({{"kind", "http_502"}});
    CHECK(run(on.plugin->examine()).error().kind == error_kind::transient);
}

TEST_CASE("zammad: many answers while nobody listened are all found, page by page") {
    bench on;
    on.poll();
    for (int i = 0; i < 230; ++i) {
        const std::string number = std::to_string(i);
        REQUIRE(on.deliver(said("m" + number, "text", "bluesky/care/" + number)));
    }
    on.host.clock.advance(std::chrono::hours{3});
    for (int i = 1; i <= 230; ++i) {
        on.host.clock.advance(std::chrono::seconds{1});
        on.desk.agent_writes(i, "An answer.");
    }
    std::set<std::string> ids;
    for (int round = 0; round < 5; ++round)
        for (const reply& one : on.poll().replies) ids.insert(one.id);
    CHECK(ids.size() == 230);
}

}  // namespace earshot::twins::zammad
