// What a sink takes is known while it is not at work; and what was enqueued without that knowledge.
#include "journal/outbox_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

constexpr const char* helpdesk_lane = "case/c1";

sink_kind a_helpdesk() { return {sink, "rt", true, true}; }
sink_kind a_file() { return {sink, "file", false, false}; }

// Of twelve messages 1, 3 and 4 are of the case c1. Entry 13 is a gap.
struct kept : filled {
    kept() {
        arrival later = from_x({});
        later.items.gaps.push_back({timestamp{duration{1}}, timestamp{duration{2}}, "away"});
        append(std::move(later));
        decisions made;
        for (const sequence about : {1, 3, 4}) {
            understanding what;
            what.case_id = "c1";
            made.understandings.push_back({about, what});
        }
        made.understandings.push_back({2, understanding()});
        run((*this)->decide(std::move(made)));
    }

    std::int64_t note(sink_kind seen) { return run((*this)->note_sink(std::move(seen))); }

    // As for a sink that was never at work.
    void enqueue_blindly(std::vector<enqueue> items) {
        for (enqueue& one : items) one.assumed = true;
        enqueue_all(std::move(items));
    }

    bool closes() { return run((*this)->account()).closes(); }
};

std::vector<enqueue> threads() {
    return {to(sink, 1, "a"), to(sink, 2, "a"), to(sink, 3, "b"), to(sink, 13, "gap/x/klm")};
}

}  // namespace

TEST_CASE("sinks: what one takes is known in the next run, whoever is not at work") {
    kept journal;
    CHECK(journal.note(a_helpdesk()) == 0);
    journal.reopen();
    CHECK(journal.run(journal->sinks()) == std::vector{a_helpdesk()});
    journal.note(a_file());
    CHECK(journal.run(journal->sinks()) == std::vector{a_file()});
}

TEST_CASE("sinks: of what was kept a helpdesk gets what is of a case, in the order of the case") {
    kept journal;
    journal.enqueue_blindly(threads());
    CHECK(journal.note(a_helpdesk()) == 1);
    journal.enqueue_all({to(sink, 4, helpdesk_lane)});
    const auto items = journal.lease(sink);
    CHECK(about(items) == sequences{1, 3, 13, 4});
    CHECK(items[0].conversation == helpdesk_lane);
    CHECK(items[1].conversation == helpdesk_lane);
    CHECK(items[2].conversation == "gap/x/klm");
    journal.settle(retry(items[0].id, journal.clock.now() + duration{1'000}));
    for (const outbox_item& one : {items[1], items[3]})
        journal.settle(
            {.id = one.id, .result = outcome::retry, .due = journal.clock.now(), .began = false});
    CHECK(journal.leased().empty());
    CHECK(journal.delivery().enqueued == 4);
    CHECK(journal.closes());
}

TEST_CASE("sinks: what a helpdesk got of what was kept is known as handed over") {
    kept journal;
    journal.enqueue_blindly(threads());
    journal.note(a_helpdesk());
    for (const outbox_item& one : journal.lease(sink)) journal.settle(done(one.id));
    CHECK(journal.run(journal->handed_over(sink, helpdesk_lane, {1, 2, 3}, {})) == sequences{1, 3});
}

TEST_CASE("sinks: of what was kept a sink without notices gets none, and all messages") {
    kept journal;
    journal.enqueue_blindly(threads());
    CHECK(journal.note(a_file()) == 1);
    CHECK(journal.leased() == sequences{1, 2, 3});
    CHECK(journal.delivery().enqueued == 3);
    CHECK(journal.closes());
}

TEST_CASE("sinks: a helpdesk does not hear what became of others' answers that are of no case") {
    kept journal;
    journal.enqueue_blindly({to(sink, 13, "reply/helpdesk")});
    CHECK(journal.note(a_helpdesk()) == 0);
    journal.settle(done(journal.lease(sink).at(0).id));
    kept other;
    other.enqueue_blindly({to(sink, 13, "reply/operator")});
    CHECK(other.note(a_helpdesk()) == 1);
}

TEST_CASE("sinks: what was decided before one came to work and stored after is fitted, too") {
    kept journal;
    journal.note(a_helpdesk());
    journal.enqueue_blindly(threads());
    CHECK(journal.leased() == sequences{1, 3, 13});
    CHECK(journal.delivery().enqueued == 3);
    CHECK(journal.closes());
}

TEST_CASE("sinks: what the desk knew to be for a sink stays as it is") {
    kept journal;
    journal.note(a_helpdesk());
    journal.enqueue_all(threads());
    CHECK(journal.note(a_helpdesk()) == 0);
    CHECK(journal.leased() == sequences{1, 2, 3, 13});
}

TEST_CASE("sinks: what is out, and what waits for a retry, keeps its turn") {
    kept journal;
    journal.enqueue_blindly(threads());
    const timestamp later = journal.clock.now() + duration{30'000};
    journal.settle(retry(journal.lease(sink, 1).at(0).id, later));
    journal.note(a_helpdesk());
    CHECK(journal.leased() == sequences{13});
    journal.clock.advance(duration{30'000});
    CHECK(journal.leased() == sequences{1, 3});
}
