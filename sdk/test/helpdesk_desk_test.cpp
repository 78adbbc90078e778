#include "catch.hpp"
#include "helpdesk_fixture.hpp"

using namespace earshot;
using namespace earshot::helpdesk;

namespace {

std::vector<sink_item> conversation() {
    return {said("100", "My suitcase is not here"), said("101", "Is anybody there?"),
            said("102", "Hello?")};
}

const error away(error_kind::transient, "http.timeout", "no answer");

}  // namespace

TEST_CASE("helpdesk: a case is one ticket, and what is said later goes into it") {
    helpdesk_fixture on;
    const auto done = on.deliver(conversation());
    REQUIRE(done.size() == 3);
    CHECK(done[0] == receipt{"1", "https://help.example.com/1"});
    CHECK(done[2] == receipt{"1-3", ""});
    REQUIRE(on.system.tickets.size() == 1);
    CHECK(on.system.tickets[0].draft.case_key == "x/care/100");
    CHECK(on.system.calls == std::vector<std::string>{"create", "add", "add"});
}

TEST_CASE("PAIN-10: whatever step a process dies at, there is one ticket and each note once") {
    const duration delay = GENERATE(duration{0}, duration{60'000});
    int steps = 0;
    for (bool died = true; died; ++steps) {
        helpdesk_fixture on;
        on.system.delay = delay;
        on.end.kill_before(steps);
        died = false;
        try {
            on.deliver(conversation());
        } catch (const killed&) {
            died = true;
        }
        on.end.spare();
        for (sink_item one : conversation()) {
            one.repeated = true;
            auto done = on.deliver({one});
            for (int tries = 0; !done[0] && tries < 3; ++tries) {
                CHECK(done[0].error().kind == error_kind::transient);
                on.host.clock.advance(duration{61'000});
                done = on.deliver({one});
            }
            REQUIRE(done[0]);
        }
        CAPTURE(steps);
        REQUIRE(on.system.tickets.size() == 1);
        for (const char* key : {"100", "101", "102"}) CHECK(on.system.notes(key) == 1);
    }
    CHECK(steps > 15);
}

TEST_CASE("PAIN-10: it may die again and again") {
    for (int seed = 1; seed <= 300; ++seed) {
        helpdesk_fixture on;
        unsigned roll = static_cast<unsigned>(seed);
        for (const sink_item& one : conversation()) {
            sink_item tried = one;
            for (bool taken = false; !taken; tried.repeated = true) {
                roll = roll * 1664525U + 1013904223U;
                on.end.kill_before(static_cast<int>(roll >> 28U));
                try {
                    taken = on.deliver({tried})[0].has_value();
                } catch (const killed&) {
                }
            }
        }
        REQUIRE(on.system.tickets.size() == 1);
        for (const char* key : {"100", "101", "102"}) CHECK(on.system.notes(key) == 1);
    }
}

TEST_CASE("PAIN-9: a create call that ended without an answer is looked up, not repeated") {
    helpdesk_fixture on;
    on.system.answer_of_create = away;
    CHECK_FALSE(on.deliver({said("100", "Hello")})[0]);
    // Another message of the same case, which nobody tried before.
    REQUIRE(on.deliver({said("101", "Anybody?")})[0]);
    REQUIRE(on.system.tickets.size() == 1);
    CHECK(on.system.notes("101") == 1);
}

TEST_CASE("helpdesk: a search that is late is waited for") {
    helpdesk_fixture on;
    on.system.delay = duration{30'000};
    on.system.answer_of_create = away;
    CHECK_FALSE(on.deliver({said("100", "Hello")})[0]);
    sink_item again = said("100", "Hello");
    again.repeated = true;
    const auto early = on.deliver({again});
    REQUIRE_FALSE(early[0]);
    CHECK(early[0].error().code == "helpdesk.not_found_yet");
    CHECK(early[0].error().kind == error_kind::transient);
    on.host.clock.advance(duration{31'000});
    REQUIRE(on.deliver({again})[0]);
    CHECK(on.system.tickets.size() == 1);
    CHECK(on.system.notes("100") == 1);
}

TEST_CASE("helpdesk: a refusal leaves no doubt, and nobody waits for the search") {
    const error said_no =
        GENERATE(error(error_kind::unauthorized, "fake.401", "the token is refused"),
                 error(error_kind::transient, "http.connect", "connection refused"));
    helpdesk_fixture on;
    on.system.delay = duration{3'600'000};
    on.system.problem = said_no;
    CHECK_FALSE(on.deliver({said("100", "Hello")})[0]);
    on.system.problem.reset();
    CHECK(on.deliver({said("100", "Hello")})[0]);
    CHECK(on.system.tickets.size() == 1);
}

TEST_CASE("helpdesk: a failure holds back the rest of its case, and no other case") {
    helpdesk_fixture on;
    on.deliver({said("100", "Hello")});
    on.system.problem_of_add = away;
    const auto done =
        on.deliver({said("101", "one"), said("200", "other", "x/care/200"), said("102", "two")});
    REQUIRE_FALSE(done[0]);
    CHECK(done[1]);
    REQUIRE_FALSE(done[2]);
    CHECK(done[2].error().code == "helpdesk.not_tried");
    CHECK(on.system.notes("102") == 0);
}

TEST_CASE("helpdesk: a deleted ticket is continued by another that says so") {
    helpdesk_fixture on;
    on.deliver({said("100", "Hello")});
    on.system.tickets[0].gone = true;
    REQUIRE(on.deliver({said("101", "Anybody?")})[0]);
    REQUIRE(on.system.tickets.size() == 2);
    CHECK(on.system.tickets[1].notes[0].text.starts_with(
        "This ticket continues ticket 1, which is no longer there."));
    REQUIRE(on.deliver({said("102", "?")})[0]);
    CHECK(on.system.tickets[1].notes.size() == 2);
    CHECK(on.host.log.count("helpdesk.ticket_gone") == 1);
}

TEST_CASE("helpdesk: whatever step dies while a deleted ticket is continued, one continues it") {
    int steps = 0;
    for (bool died = true; died; ++steps) {
        helpdesk_fixture on;
        on.deliver({said("100", "Hello")});
        on.system.tickets[0].gone = true;
        // The search has forgotten it as well.
        on.system.tickets[0].draft.case_key = "deleted";
        on.end.kill_before(steps);
        died = false;
        try {
            on.deliver({said("101", "Anybody?")});
        } catch (const killed&) {
            died = true;
        }
        on.end.spare();
        sink_item again = said("101", "Anybody?");
        again.repeated = true;
        REQUIRE(on.deliver({again})[0]);
        CAPTURE(steps);
        CHECK(on.system.tickets.size() == 2);
        CHECK(on.system.notes("101") == 1);
    }
    CHECK(steps > 5);
}

TEST_CASE("helpdesk: a ticket merged into another is followed there") {
    helpdesk_fixture on;
    on.deliver({said("100", "Hello")});
    on.deliver({said("200", "Other", "x/care/200")});
    ticket_desk desk(on.host, on.system);
    REQUIRE(testkit::run(desk.merged("1", ticket{"2", ""})));
    REQUIRE(testkit::run(desk.merged("1", ticket{"2", ""})));
    REQUIRE(on.deliver({said("101", "More")})[0]);
    CHECK(on.system.tickets[1].notes.back().key == "101");
    CHECK(testkit::run(desk.case_of("2")).value() == "x/care/200");

    SECTION("one that was not ours takes the case over") {
        REQUIRE(testkit::run(desk.merged("2", ticket{"77", ""})));
        CHECK(testkit::run(desk.case_of("77")).value() == "x/care/200");
    }
}

TEST_CASE("PAIN-22: a share opens no ticket, and is shown in one that is there") {
    helpdesk_fixture on;
    sink_item share = said("150", "My suitcase is not here");
    share.item.kind = GENERATE(message_kind::share, message_kind::reaction);
    CHECK(on.deliver({share})[0]);
    CHECK(on.system.tickets.empty());

    on.deliver({said("100", "My suitcase is not here")});
    CHECK(on.deliver({share})[0]);
    REQUIRE(on.system.tickets.size() == 1);
    CHECK(on.system.tickets[0].notes[1].from == note_origin::earshot);
    CHECK_FALSE(on.system.tickets[0].notes[1].wakes);
}

TEST_CASE("PAIN-2: a refused answer wakes the ticket with the reason and the text") {
    helpdesk_fixture on;
    on.deliver({said("100", "Hello")});
    reply answer{.id = "t9",
                 .origin = "desk",
                 .platform = "x",
                 .account = "care",
                 .object_id = "100",
                 .author = "Petra",
                 .text = "It is on its way."};
    notice one{.key = "n1",
               .case_key = "x/care/100",
               .what = answer_refused{answer, "x.duplicate_content",
                                      "X refuses the same text twice: change it"}};
    REQUIRE(on.inform(one)[0]);
    const note& shown = on.system.tickets[0].notes[1];
    CHECK(shown.wakes);
    CHECK(shown.from == note_origin::earshot);
    CHECK(shown.text.find("NOT published on x") != std::string::npos);
    CHECK(shown.text.find("X refuses the same text twice: change it") != std::string::npos);
    CHECK(shown.text.find("It is on its way.") != std::string::npos);

    one.key = "n2";
    one.what = answer_refused{answer, "delivery.not_certain", "X did not say"};
    REQUIRE(on.inform(one)[0]);
    CHECK(on.system.tickets[0].notes[2].text.find("NOT KNOWN whether this answer of Petra was "
                                                  "published on x") != std::string::npos);
}

TEST_CASE("PAIN-8: a gap is a ticket of its own, and one") {
    helpdesk_fixture on;
    notice one{
        .key = "g1",
        .what = gap_found{"x",
                          "care",
                          {parse_rfc3339("2026-03-01T00:00:00Z").value(),
                           parse_rfc3339("2026-03-02T00:00:00Z").value(), "X lists seven days"}}};
    REQUIRE(on.inform(one)[0]);
    one.repeated = true;
    REQUIRE(on.inform(one)[0]);
    REQUIRE(on.system.tickets.size() == 1);
    CHECK(on.system.tickets[0].draft.case_key == "gap/x/care/2026-03-01T00:00:00.000Z");
    CHECK(on.system.tickets[0].notes.size() == 1);
    CHECK(on.system.tickets[0].notes[0].text.find("X lists seven days") != std::string::npos);
}

TEST_CASE("PAIN-21: a deletion is not forgotten while it is open whether there is a ticket") {
    helpdesk_fixture on;
    on.system.delay = duration{30'000};
    on.system.answer_of_create = away;
    CHECK_FALSE(on.deliver({said("100", "Hello")})[0]);
    sink_item gone = said("100@deleted", "");
    gone.item.kind = message_kind::deletion;
    CHECK(on.deliver({gone})[0].error().code == "helpdesk.not_found_yet");
    on.host.clock.advance(duration{31'000});
    CHECK(on.deliver({gone})[0]);
    CHECK(on.system.notes("100@deleted") == 1);
}

TEST_CASE("helpdesk: a store that fails delays, and loses nothing") {
    helpdesk_fixture on;
    on.kept.problem = error(error_kind::transient, "store.disk", "the disk is full");
    const auto done = on.deliver({said("100", "Hello")});
    REQUIRE_FALSE(done[0]);
    CHECK(done[0].error().code == "store.disk");
    CHECK(on.system.calls.empty());
}

TEST_CASE("helpdesk: a case key longer than the store takes is kept by its digest") {
    helpdesk_fixture on;
    const std::string key = "web/care/" + std::string(4'000, 'k');
    on.deliver({said("100", "Hello", key)});
    on.deliver({said("101", "More", key)});
    CHECK(on.system.tickets.size() == 1);
    for (const auto& [name, value] : on.kept.values) CHECK(name.size() <= 256);
    ticket_desk desk(on.host, on.system);
    CHECK(testkit::run(desk.case_of("1")).value() == key);
    CHECK(field_key(key).starts_with("sha256:"));
    CHECK(field_key("x/care/100") == "x/care/100");
}
