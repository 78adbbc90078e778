#include "journal/outbox_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;
using std::chrono::minutes;

TEST_CASE("outbox: a dead letter is an entry, is listed, and lets its conversation go on") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "a")});
    journal.settle(dead(journal.lease(sink, 1).front().id, "http.refused"));
    CHECK(journal.last_entry().kind == entry_kind::refused);
    CHECK_THAT(journal.last_entry().body, tests::contains("\"code\":\"http.refused\""));
    CHECK(journal.leased() == sequences{2});
    const auto letters = journal.run(journal->dead_letters({}, 10));
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].destination == sink);
    CHECK(letters[0].about == 1);
    CHECK(letters[0].attempts == 1);
    CHECK(letters[0].code == "http.refused");
    CHECK(letters[0].detail == "refused");
    CHECK(letters[0].died == journal.clock.now());
}

TEST_CASE("dead letters: a filter by destination, time and id") {
    filled journal;
    const timestamp start = journal.clock.now();
    for (const sequence about : {1, 2, 3}) {
        journal.enqueue_all({to(sink, about, "a"), to("sink:file", about, "a")});
        journal.settle(dead(journal.lease(sink).front().id, "http.refused"));
        journal.settle(dead(journal.lease("sink:file").front().id, "file.full"));
        journal.clock.advance(minutes{1});
    }
    const auto found = [&](const dead_filter& which) {
        return journal.run(journal->dead_letters(which, 10)).size();
    };
    CHECK(found({}) == 6);
    CHECK(found({.destination = sink}) == 3);
    CHECK(found({.from = start + minutes{1}}) == 4);
    CHECK(found({.to = start + minutes{1}}) == 2);
    CHECK(found({.destination = sink, .from = start + minutes{1}, .to = start + minutes{2}}) == 1);
    const auto all = journal.run(journal->dead_letters({}, 10));
    CHECK(found({.ids = {all[0].id, all[5].id}}) == 2);
    CHECK(journal.run(journal->dead_letters({}, 4)).size() == 4);
}

TEST_CASE("dead letters: replayed with the same key and without expiry; a dry run only counts") {
    filled journal;
    auto late = to(sink, 1, "a");
    late.expires = journal.clock.now();
    journal.enqueue_all({late, to(sink, 2, "b")});
    for (const auto& item : journal.lease(sink))
        journal.settle(dead(item.id, item.about.seq == 1 ? "delivery.expired" : "http.refused"));
    CHECK(journal.delivery().expired == 1);
    CHECK(journal.run(journal->replay_dead({}, true)) == 2);
    CHECK(journal.leased().empty());
    CHECK(journal.run(journal->replay_dead({.destination = sink}, false)) == 2);
    CHECK(journal.run(journal->dead_letters({}, 10)).empty());
    const auto again = journal.lease(sink);
    REQUIRE(about(again) == sequences{1, 2});
    CHECK(again[0].key == "entry-1");
    CHECK(again[0].attempts == 1);  // it may have arrived
    CHECK(again[0].first_attempt != timestamp{});
    CHECK(again[0].expires == timestamp{});
    CHECK(journal.delivery().dead == 0);
    CHECK(journal.delivery().expired == 0);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("dead letters: where only a person could find out, replaying means that one has") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a")});
    journal.settle(dead(journal.lease(sink).front().id, "delivery.unknown_outcome"));
    CHECK(journal.run(journal->replay_dead({}, false)) == 1);
    const auto again = journal.lease(sink);
    REQUIRE(again.size() == 1);
    CHECK(again[0].attempts == 0);
    CHECK(again[0].first_attempt == timestamp{});
}

TEST_CASE("dead letters: one whose key is in the outbox again stays") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a")});
    journal.settle(dead(journal.lease(sink).front().id, "http.refused"));
    journal.enqueue_all({to(sink, 1, "a")});
    CHECK(journal.run(journal->replay_dead({}, false)) == 0);
    CHECK(journal.run(journal->dead_letters({}, 10)).size() == 1);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("outbox: the summary shows what waits, is out, comes again, and is dead") {
    filled journal;
    const timestamp start = journal.clock.now();
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "b"), to(sink, 3, "c")});
    journal.clock.advance(minutes{1});
    journal.enqueue_all({to(sink, 4, "d"), to(sink, 5, "d")});
    const auto out = journal.lease(sink, 3);
    journal.settle(dead(out[0].id, "http.refused"));
    journal.settle(retry(out[1].id, journal.clock.now() + minutes{1}));
    auto rows = journal.run(journal->outbox());
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].destination == sink);
    CHECK(rows[0].waiting == 2);
    CHECK(rows[0].in_flight == 1);
    CHECK(rows[0].retrying == 1);
    CHECK(rows[0].dead == 1);
    CHECK(rows[0].oldest == start);
}

TEST_CASE("ledger: it closes through the whole life of messages, and tells when it does not") {
    filled journal;
    journal.enqueue_all({to(sink, 1, "a"), to(sink, 2, "b"), to(sink, 3, "c"), to(sink, 4, "d")});
    const auto out = journal.lease(sink, 3);
    journal.settle(done(out[0].id));
    journal.settle(dead(out[1].id, "delivery.expired"));
    const auto all = journal.run(journal->account());
    CHECK(all.closes());
    const auto line = journal.delivery();
    CHECK(line.enqueued == 4);
    CHECK(line.done == 1);
    CHECK(line.dead == 1);
    CHECK(line.expired == 1);
    CHECK(line.open == 2);
    ledger wrong = all;
    ++wrong.delivery[0].done;
    CHECK_FALSE(wrong.closes());
    wrong = all;
    --wrong.intake[0].entries;
    CHECK_FALSE(wrong.closes());
}
