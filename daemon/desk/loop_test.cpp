// Two programs that answer each other through us.
#include "catch.hpp"
#include "desk/desk_fixture.hpp"

using namespace earshot;
using namespace earshot::desk::testing;

namespace {

// Each says something once a minute, and the other answers it at once.
struct two_programs {
    office desk;
    bool honest = false;   // the one outside says that it is a program
    bool in_cases = true;  // ... and speaks to us
    int answers = 0;

    message word(int minute) const {
        message item = said(minute, "at://ann/" + std::to_string(minute), "thanks, anything else?");
        item.by.automated = honest;
        item.addressed = in_cases;
        return item;
    }

    static reply answer_to(const message& word, int minute) {
        reply item = answer(minute);
        item.object_id = word.object_id;
        item.to_case = false;
        return item;
    }

    // Why the answer was not published; empty: it was.
    std::string round(int minute) {
        desk.hear(word(minute));
        const auto made = desk.receive(answer_to(word(minute), minute), word(minute));
        if (!made.refused.empty()) return made.refused[0].why.code;
        REQUIRE(destinations(made) == names{"publish:care"});
        desk.happens(journal::entry_kind::published, publication(desk.last()));
        return {};
    }

    int rounds_until_stopped() {
        for (int minute = 1; minute < 60; ++minute) {
            const std::string why = round(minute);
            if (why.empty()) continue;
            CHECK(why == desk::loop_code);
            return minute - 1;
        }
        return 60;
    }

    std::string publication(journal::sequence of) {
        return R"({"about":)" + std::to_string(of) +
               R"(,"destination":"publish:care","platform":"bluesky","account":"care","id":"at://care/)" +
               std::to_string(++answers) + R"(","url":""})";
    }
};

}  // namespace

TEST_CASE_METHOD(two_programs,
                 "PAIN-33: two programs that answer each other in public are stopped") {
    CHECK(rounds_until_stopped() == 20);
}

TEST_CASE_METHOD(two_programs, "PAIN-33: how many answers are too many is the operator's to say") {
    desk.rules.accounts["care"].answers_per_hour = 5;
    CHECK(rounds_until_stopped() == 5);
}

TEST_CASE_METHOD(two_programs, "PAIN-33: where any number is right, nobody is stopped") {
    desk.rules.accounts["care"].answers_per_hour = 0;
    CHECK(rounds_until_stopped() == 60);
}

TEST_CASE_METHOD(two_programs, "PAIN-33: one that says to be a program is not answered on and on") {
    honest = true;
    CHECK(rounds_until_stopped() == 3);
}

TEST_CASE_METHOD(two_programs, "PAIN-33: two that talk outside any case are stopped, too") {
    in_cases = false;
    CHECK(rounds_until_stopped() == 20);
    CHECK(desk.memory.all_cases().empty());

    SECTION("each by himself") {
        message other = word(30);
        other.by.id = "did:ben";
        desk.hear(other);
        CHECK(desk.receive(answer_to(other, 30), other).refused.empty());
    }
    SECTION("and may be answered an hour later") { CHECK(round(83).empty()); }
}

TEST_CASE_METHOD(two_programs, "PAIN-33: who has no name is stopped within his conversation") {
    in_cases = false;
    message nameless = word(1);
    nameless.by.id.clear();
    message elsewhere = nameless;
    elsewhere.thread_id = "at://somebody/1";
    std::size_t passed = 0;
    for (int i = 0; i < 40; ++i)
        passed += desk.receive(answer_to(nameless, 1), nameless).enqueued.size();
    CHECK(passed == 20);
    CHECK(desk.receive(answer_to(elsewhere, 1), elsewhere).refused.empty());
}

TEST_CASE_METHOD(two_programs,
                 "PAIN-33: outside any case what is under way counts, what is lost "
                 "does not") {
    in_cases = false;
    const message first = word(1);
    desk.hear(first);
    const auto pass = [&](int count) {
        std::size_t passed = 0;
        for (int i = 0; i < count; ++i)
            passed += desk.receive(answer_to(first, 1), first).enqueued.size();
        return passed;
    };
    const auto before = desk.last();
    CHECK(pass(40) == 20);
    for (int i = 1; i <= 20; ++i)
        desk.happens(journal::entry_kind::refused, refused(before + i, "publish:care"));
    CHECK(pass(40) == 20);

    SECTION("and one that goes out after all does") {
        const auto second = desk.last() - 39;
        for (int i = 0; i < 20; ++i)
            desk.happens(journal::entry_kind::refused, refused(second + i, "publish:care"));
        desk.happens(journal::entry_kind::published, publication(before + 1));
        CHECK(pass(40) == 19);
    }
}

TEST_CASE("PAIN-33: answers that are under way count, too") {
    office desk;
    const message first = said(1, "at://ann/1", "my bag is in Oslo");
    desk.hear(first);
    const auto pass = [&](int count) {
        std::size_t passed = 0;
        for (int i = 0; i < count; ++i) passed += desk.receive(answer(5), first).enqueued.size();
        return passed;
    };
    for (int i = 0; i < 5; ++i) desk.receive(answer(5), first, 301);  // goes back, far too long
    const auto before = desk.last();
    CHECK(pass(40) == 20);

    // What was given up does not.
    for (int i = 1; i <= 20; ++i)
        desk.happens(journal::entry_kind::refused, refused(before + i, "publish:care"));
    CHECK(pass(40) == 20);
}

TEST_CASE_METHOD(two_programs, "PAIN-33: a loop that was stopped may be answered an hour later") {
    honest = true;
    const int stopped = rounds_until_stopped();
    CHECK(round(stopped + 2) == desk::loop_code);
    CHECK(round(stopped + 62).empty());
}
