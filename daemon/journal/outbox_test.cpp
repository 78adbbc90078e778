#include "journal/outbox_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("desk: position and decisions are stored together") {
    filled journal;
    CHECK(journal.run(journal->desk_position()) == 0);
    decisions made;
    made.position = 7;
    made.enqueued.push_back(to(sink, 1, "a"));
    made.refused.push_back({2, "publish:klm", error(error_kind::invalid, "reply.too_long", "301")});
    journal.run(journal->decide(made));
    journal.reopen();
    CHECK(journal.run(journal->desk_position()) == 7);
    CHECK(journal.leased() == sequences{1});
    CHECK(journal.last_entry().kind == entry_kind::refused);
    CHECK(journal.last_entry().body ==
          R"({"about":2,"destination":"publish:klm","code":"reply.too_long","detail":"301"})");
}

TEST_CASE("desk: a second item with the key of an unsettled one is ignored") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 1, "a"), to("sink:file", 1, "a")});
    journal.enqueue_all({to(sink, 1, "a")});
    CHECK(journal.leased() == sequences{1});
    CHECK(journal.delivery().enqueued == 1);
}

TEST_CASE("outbox: an item comes with all that is needed to send it") {
    filled journal;
    auto item = to(sink, 3, "a", lane::urgent);
    item.expires = journal.clock.now() + minutes{5};
    journal.enqueue_all({item});
    const auto leased = journal.lease(sink);
    REQUIRE(leased.size() == 1);
    CHECK(leased[0].destination == sink);
    CHECK(leased[0].key == "entry-3");
    CHECK(leased[0].conversation == "a");
    CHECK(leased[0].priority == lane::urgent);
    CHECK(leased[0].about.kind == entry_kind::message);
    CHECK(message_from_json(leased[0].about.body)->object_id == "103");
    CHECK(leased[0].attempts == 0);
    CHECK(leased[0].first_attempt == timestamp{});
    CHECK(leased[0].expires == item.expires);
}

TEST_CASE("outbox: urgent first, then oldest") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a", lane::bulk), to(sink, 2, "b"), to(sink, 3, "c"),
                         to(sink, 4, "d", lane::urgent), to(sink, 5, "e", lane::bulk)});
    CHECK(journal.leased(3) == sequences{4, 2, 3});
    CHECK(journal.leased() == sequences{1, 5});
}

TEST_CASE("outbox: destinations do not see each other's items") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to("sink:file", 1, "a")});
    CHECK(journal.lease("sink:unknown").empty());
    CHECK(journal.leased() == sequences{1});
    CHECK(journal.lease("sink:file").size() == 1);
}

TEST_CASE("outbox: what is handed out is not handed out again") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "b")});
    CHECK(journal.leased(1) == sequences{1});
    CHECK(journal.leased() == sequences{2});
    CHECK(journal.leased().empty());
}

TEST_CASE("outbox: items of one conversation go together, in order, even with others in between") {
    filled journal;
    journal.enqueue_all(
        {to(sink, 1, "a"), to(sink, 2, "b"), to(sink, 3, "a"), to(sink, 4, "b"), to(sink, 5, "a")});
    CHECK(journal.leased() == sequences{1, 2, 3, 4, 5});
}

TEST_CASE("outbox: the rest of a conversation waits until what is out has been settled") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a"), to(sink, 3, "a"), to(sink, 4, "b")});
    const auto first = journal.lease(sink, 2);
    CHECK(about(first) == sequences{1, 2});
    CHECK(journal.leased() == sequences{4});
    journal.settle(done(first[0].id));
    CHECK(journal.leased().empty());
    journal.settle(done(first[1].id));
    CHECK(journal.leased() == sequences{3});
}

TEST_CASE("outbox: an urgent item does not overtake its own conversation") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a", lane::bulk), to(sink, 2, "a", lane::urgent),
                         to(sink, 3, "b", lane::normal)});
    CHECK(journal.leased() == sequences{3, 1, 2});
}

TEST_CASE("outbox: a retry comes when it is due, and holds up its conversation only") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a"), to(sink, 3, "b")});
    const auto first = journal.lease(sink, 1).front();
    journal.settle(retry(first.id, journal.clock.now() + seconds{30}));
    CHECK(journal.leased() == sequences{3});
    journal.clock.advance(seconds{29});
    CHECK(journal.leased().empty());
    journal.clock.advance(seconds{1});
    const auto again = journal.lease(sink);
    CHECK(about(again) == sequences{1, 2});
    CHECK(again[0].attempts == 1);
    CHECK(again[0].first_attempt == journal.clock.now() - seconds{30});
    CHECK(again[1].attempts == 0);
}

TEST_CASE("outbox: of two retries the later one waits for the earlier one of its conversation") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a")});
    const auto both = journal.lease(sink);
    journal.settle(retry(both[0].id, journal.clock.now() + seconds{60}));
    journal.settle(retry(both[1].id, journal.clock.now() + seconds{10}));
    journal.clock.advance(seconds{10});
    CHECK(journal.leased().empty());
    journal.clock.advance(seconds{50});
    CHECK(journal.leased() == sequences{1, 2});
}

TEST_CASE("outbox: a retry waits while an earlier one of its conversation is still out") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a")});
    const auto both = journal.lease(sink);
    journal.settle(retry(both[1].id, journal.clock.now()));
    CHECK(journal.leased().empty());
    journal.settle(done(both[0].id));
    CHECK(journal.leased() == sequences{2});
}

TEST_CASE("outbox: an item that was never handed over gets its attempt back") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a")});
    auto back = retry(journal.lease(sink).front().id, journal.clock.now());
    back.began = false;
    journal.settle(back);
    journal.clock.advance(seconds{1});
    const auto again = journal.lease(sink).front();
    CHECK(again.attempts == 0);
    CHECK(again.first_attempt == timestamp{});
}

TEST_CASE("outbox: an expired lease is offered again") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "b")});
    const auto settled = journal.lease(sink).back();
    journal.settle(done(settled.id));
    journal.clock.advance(minutes{1} - seconds{1});
    CHECK(journal.leased().empty());
    journal.clock.advance(seconds{1});
    const auto again = journal.lease(sink);
    CHECK(about(again) == sequences{1});
    CHECK(again[0].attempts == 1);
}

TEST_CASE("outbox: a new run offers again what the last one had handed out") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a"), to(sink, 3, "b")});
    journal.lease(sink, 2);
    journal.reopen();
    const auto again = journal.lease(sink);
    CHECK(about(again) == sequences{1, 2, 3});
    CHECK(again[0].attempts == 1);
    CHECK(again[2].attempts == 0);
    CHECK(again[0].first_attempt == journal.clock.now());
}

TEST_CASE("outbox: settling twice, or what is not there, changes nothing") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a")});
    const auto item = journal.lease(sink).front();
    journal.settle(done(item.id));
    journal.settle(done(item.id));
    journal.settle(retry(item.id, journal.clock.now()));
    journal.settle(dead(4711, "http.gone"));
    CHECK(journal.leased().empty());
    CHECK(journal.delivery().done == 1);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("outbox: what a sink acknowledged in one go is one entry") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "b"), to("sink:file", 3, "c")});
    std::vector<settlement> outcomes;
    for (const auto& item : journal.lease(sink))
        outcomes.push_back(done(item.id, "T-" + std::to_string(item.about.seq)));
    outcomes.push_back(done(journal.lease("sink:file").front().id, "line 1"));
    const sequence before = journal.run(journal->newest());
    journal.run(journal->settle(outcomes));
    const auto entries = journal.run(journal->read(before, 10));
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].kind == entry_kind::delivered);
    CHECK(entries[0].body ==
          R"({"destination":"sink:helpdesk","items":[)"
          R"({"about":1,"id":"T-1","url":""},{"about":2,"id":"T-2","url":""}]})");
    CHECK_THAT(entries[1].body, tests::contains("sink:file") && tests::contains("line 1"));
}

TEST_CASE("outbox: what was published is an entry with the platform's id") {
    filled journal;
    journal.append(from_helpdesk({answer("r1", "101")}));
    const sequence about = journal.run(journal->newest());
    journal.enqueue_all({to("publish:klm", about, "101")});
    auto outcome = done(journal.lease("publish:klm").front().id, "777");
    outcome.proof.url = "https://x.com/klm/status/777";
    journal.settle(outcome);
    CHECK(journal.last_entry().kind == entry_kind::published);
    CHECK(journal.last_entry().body ==
          R"({"about":)" + std::to_string(about) +
              R"(,"destination":"publish:klm","platform":"x","account":"klm","id":"777",)"
              R"("url":"https://x.com/klm/status/777"})");
}

TEST_CASE("outbox: the next due item is known without taking it") {
    filled journal;
    const auto next_due = [&] { return journal.run(journal->next_due(sink)); };
    CHECK(next_due() == timestamp{});
    journal.enqueue_all({to(sink, 1, "a")});
    CHECK(next_due() == journal.clock.now());
    const auto item = journal.lease(sink).front();
    CHECK(next_due() == timestamp{});
    journal.settle(retry(item.id, journal.clock.now() + minutes{3}));
    CHECK(next_due() == journal.clock.now() + minutes{3});
    journal.settle(retry(item.id, timestamp{}));
    CHECK(next_due() > timestamp{});
    CHECK(next_due() <= journal.clock.now());
}
