// Answers as they were approved, what people did with tickets, and gaps.
#include "earshot/sink.hpp"
#include "journal/journal_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

// An agent answered the case that 100 began; approved is an answer to 101, signed.
struct approved : fixture {
    approved() {
        append(from_x({tweet("100"), tweet("101")}));
        append(from_helpdesk({answer("r1", "100")}));
        sent = answer("r1", "101");
        sent.text += " ^P";
        enqueue next = to("publish:klm", 3, "100");
        next.approved = to_json(sent);
        enqueue_all({next});
    }

    entry last() {
        const sequence newest = run((*this)->newest());
        return run((*this)->read(newest - 1, 1)).front();
    }

    reply sent;
};

message echo_of(const reply& sent, std::string object_id) {
    message item = tweet(std::move(object_id), sent.text);
    item.from = direction::from_us;
    item.parent_id = sent.object_id;
    return item;
}

}  // namespace

TEST_CASE("journal: an answer goes out as it was approved, and the log says so") {
    approved journal;
    const auto item = journal.lease("publish:klm").front();
    CHECK(reply_from_json(item.approved).value() == journal.sent);
    CHECK(reply_from_json(item.about.body).value() == answer("r1", "100"));
    journal.settle(done(item.id, "777"));
    CHECK(journal.last().kind == entry_kind::published);
    CHECK_THAT(journal.last().body, tests::contains(R"("answer":{"version":1)"));
    CHECK_THAT(journal.last().body, tests::contains(R"("object_id":"101")"));
}

TEST_CASE("journal: an answer is found by its origin and its id there, with when it was kept") {
    fixture journal;
    journal.append(from_helpdesk({answer("r1", "100"), answer("r2", "100")}));
    const entry found = journal.run(journal->find_reply("helpdesk", "r2"));
    CHECK(found.seq == 2);
    CHECK(found.at == journal.clock.now());
    CHECK(found.kind == entry_kind::reply);
    CHECK(reply_from_json(found.body).value() == answer("r2", "100"));
    CHECK(journal.attempt(journal->find_reply("second_desk", "r2")).error().kind ==
          error_kind::gone);
    CHECK(journal.attempt(journal->find_reply("helpdesk", "r3")).error().kind == error_kind::gone);
}

TEST_CASE("PAIN-13: an answer that comes back signed, under another word of the case, is an echo") {
    approved journal;
    const auto item = journal.lease("publish:klm").front();
    CHECK(journal.append(from_x({echo_of(journal.sent, "777")})).own_echoes == 1);
    journal.settle(done(item.id, "777"));
    CHECK(journal.append(from_x({echo_of(journal.sent, "777")})).own_echoes == 1);
    CHECK(journal.append(from_x({echo_of(journal.sent, "778")})).stored == 1);
}

TEST_CASE("journal: a dead letter keeps what was approved, and is replayed with it") {
    approved journal;
    journal.settle(dead(journal.lease("publish:klm").front().id, "x.forbidden"));
    CHECK_THAT(journal.last().body, tests::contains(R"("object_id":"101")"));
    CHECK(journal.run(journal->replay_dead({}, false)) == 1);
    CHECK(reply_from_json(journal.lease("publish:klm").front().approved).value() == journal.sent);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("journal: an answer that two sinks of one helpdesk bring is kept twice, as copies") {
    fixture journal;
    reply said = answer("comment-5", "100");
    said.to_case = true;
    reply again = said;
    again.origin = "second_desk";
    const auto copies = [&] { return journal.run(journal->copies_before(2)); };

    SECTION("and what the desk made of the first is known") {
        CHECK(journal.append(from_helpdesk({said, again})).stored == 2);
        CHECK(copies() == std::vector<answer_copy>{{1, ""}});
        CHECK(journal.run(journal->copies_before(1)).empty());
        decisions made;
        made.position = 1;
        made.refused.push_back({1, "publish:klm", {error_kind::permanent, "reply.no", "no"}});
        journal.run(journal->decide(made));
        journal.reopen();
        CHECK(copies() == std::vector<answer_copy>{{1, "reply.no"}});
    }
    SECTION("also where one of them reads it otherwise") {
        said.written = journal.clock.now();
        again.written = said.written + std::chrono::milliseconds{900};
        again.text += " ";
        journal.append(from_helpdesk({said, again}));
        CHECK(copies() == std::vector<answer_copy>{{1, ""}});
    }
    SECTION("and two helpdesks that count alike are two") {
        again.text = "Other words.";
        journal.append(from_helpdesk({said, again}));
        CHECK(copies().empty());
    }
    SECTION("and what one sink brings again is a duplicate") {
        CHECK(journal.append(from_helpdesk({said, again, said})).duplicates == 1);
    }
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("journal: since when a helpdesk may have a message of a case is known") {
    fixture journal;
    journal.append(from_x({tweet("100"), tweet("101"), tweet("102")}));
    journal.enqueue_all(
        {to("sink:rt", 1, "case/c1"), to("sink:rt", 2, "case/c1"), to("sink:rt", 3, "x/klm/102")});
    using sequences = std::vector<sequence>;
    const auto had = [&](std::string sink, timestamp by) {
        return journal.run(journal->handed_over(std::move(sink), "case/c1", {1, 2, 3}, by));
    };
    const auto on_the_way = [&](timestamp by) {
        return journal.run(journal->on_the_way("sink:rt", "case/c1", {1, 2, 3, 4}, by));
    };
    const timestamp first = journal.clock.now();
    CHECK(had("sink:rt", first).empty());
    CHECK(on_the_way(first) == sequences{1, 2});  // the others are not for it
    const auto items = journal.lease("sink:rt");
    CHECK(had("sink:rt", first) == sequences{1, 2});  // perhaps: a kill may have hidden it
    CHECK(on_the_way(first).empty());                 // the first attempt at it
    journal.clock.advance(std::chrono::minutes{1});
    journal.settle(done(items[0].id, "ticket-1"));
    CHECK(had("sink:rt", first - std::chrono::seconds{1}).empty());
    CHECK(had("sink:other", first).empty());

    SECTION("from the attempt on whose end was not seen") {
        journal.reopen();
        CHECK(on_the_way(first) == sequences{2});
        journal.settle(done(journal.lease("sink:rt").front().id, "ticket-1"));
        CHECK(had("sink:rt", first) == sequences{1, 2});
        CHECK(on_the_way(first) == sequences{2});
        CHECK(on_the_way(journal.clock.now()).empty());
    }
    SECTION("not from one that did not come about") {
        settlement down = retry(items[1].id, journal.clock.now());
        down.code = "http.connect";
        journal.settle(down);
        CHECK(had("sink:rt", first) == sequences{1});
        journal.settle(done(journal.lease("sink:rt").front().id, "ticket-1"));
        CHECK(had("sink:rt", first) == sequences{1});
        CHECK(had("sink:rt", journal.clock.now()) == sequences{1, 2});
        CHECK(had("sink:rt", timestamp{}) == sequences{1, 2});
    }
}

TEST_CASE("journal: an attempt of which nobody knows is not undone by a later one that failed") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    journal.enqueue_all({to("sink:rt", 1, "case/c1")});
    const auto ended = [&](std::string code) {
        settlement made = retry(journal.lease("sink:rt").front().id, journal.clock.now());
        made.code = std::move(code);
        made.began = !made.code.empty();
        journal.settle(made);
        journal.clock.advance(std::chrono::minutes{1});
    };
    ended("http.connect");
    const timestamp first = journal.clock.now();
    const auto had = [&] {
        return journal.run(journal->handed_over("sink:rt", "case/c1", {1}, first));
    };
    const auto on_the_way = [&](timestamp by) {
        return journal.run(journal->on_the_way("sink:rt", "case/c1", {1}, by));
    };
    CHECK(had().empty());

    SECTION("where it was cut off by a stop") { ended(cancelled_code); }
    SECTION("where it took too long") { ended("http.timeout"); }
    SECTION("where a server in between gave up") { ended("rt.unavailable"); }
    CHECK(had() == std::vector<sequence>{1});
    CHECK(on_the_way(first) == std::vector<sequence>{1});
    ended("http.connect");
    ended("");  // put back: it was not made
    CHECK(had() == std::vector<sequence>{1});
    const timestamp acknowledged = journal.clock.now();
    journal.settle(done(journal.lease("sink:rt").front().id, "ticket-1"));
    CHECK(had() == std::vector<sequence>{1});
    CHECK(on_the_way(acknowledged - std::chrono::seconds{1}) == std::vector<sequence>{1});
    CHECK(on_the_way(acknowledged).empty());
}

TEST_CASE("journal: a change of a ticket that comes by webhook and by poll is one entry") {
    fixture journal;
    ticket_change change;
    change.id = "txn-44";
    change.origin = "helpdesk";
    change.case_key = "x/klm/100";
    arrival brought = from_helpdesk({});
    brought.items.changes = {change, change};
    journal.append(brought);
    journal.reopen();
    journal.append(brought);
    const auto entries = journal.run(journal->read(0, 10));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == entry_kind::ticket);
    CHECK(ticket_change_from_json(entries[0].body).value() == change);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("PAIN-8: a gap is written down once, with account and reason") {
    fixture journal;
    const timestamp from{std::chrono::days{20'400}};
    arrival brought = from_x({});
    brought.items.gaps = {{from, from + std::chrono::hours{3}, "away for too long"}};
    journal.append(brought);
    journal.append(brought);
    const auto entries = journal.run(journal->read(0, 10));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == entry_kind::gap);
    const auto found = gap_found_from_json(entries[0].body).value();
    CHECK(found.platform == "x");
    CHECK(found.account == "klm");
    CHECK(found.missed == brought.items.gaps.front());
}

namespace {

// Gaps of an account, in hours of a day, as one poll brings them.
struct with_gaps : fixture {
    void miss(std::vector<gap> found) {
        arrival brought = from_x({});
        brought.items.gaps = std::move(found);
        append(std::move(brought));
    }

    std::vector<gap> told() {
        std::vector<gap> all;
        for (const entry& one : run((*this)->read(0, 100)))
            all.push_back(gap_found_from_json(one.body).value().missed);
        return all;
    }

    std::int64_t known() { return run((*this)->activity()).front().gaps; }
};

gap hours(int from, int to, std::string reason = "away") {
    const timestamp day{std::chrono::days{20'400}};
    return {day + std::chrono::hours{from}, day + std::chrono::hours{to}, std::move(reason)};
}

}  // namespace

TEST_CASE("gaps: what several sources of an account missed at the same time is told as one") {
    with_gaps journal;
    journal.miss({hours(6, 8, "b"), hours(1, 3, "a"), hours(2, 4, "b"), hours(4, 5, "a")});
    CHECK(journal.told() == std::vector{hours(1, 5, "a; b"), hours(6, 8, "b")});
    CHECK(journal.known() == 2);
}

TEST_CASE("gaps: what lies within a gap that was told is no news") {
    with_gaps journal;
    journal.miss({hours(1, 5)});
    journal.miss({hours(2, 3, "again"), hours(1, 5)});
    CHECK(journal.told() == std::vector{hours(1, 5)});
    CHECK(journal.known() == 1);
}

TEST_CASE("gaps: one that grows keeps its beginning, so that it stays in its ticket") {
    with_gaps journal;
    journal.miss({hours(1, 2)});
    journal.miss({hours(2, 4)});
    journal.miss({hours(3, 6, "still")});
    CHECK(journal.told() == std::vector{hours(1, 2), hours(1, 4), hours(1, 6, "still")});
    CHECK(journal.known() == 1);
}

TEST_CASE("gaps: one that closes the time between two joins them, and others are others") {
    with_gaps journal;
    journal.miss({hours(1, 2), hours(4, 5), hours(8, 9)});
    journal.miss({hours(2, 4)});
    CHECK(journal.told().back() == hours(1, 5));
    CHECK(journal.known() == 2);
    arrival other = from_helpdesk({});
    other.items.gaps = {hours(1, 2)};
    journal.append(std::move(other));
    CHECK(journal.told().back() == hours(1, 2));
    journal.reopen();
    journal.miss({hours(8, 9)});
    CHECK(journal.told().size() == 5);
}
