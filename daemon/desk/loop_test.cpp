// Two programs that answer each other through us.
#include "catch.hpp"
#include "desk/desk_fixture.hpp"

using namespace earshot;
using namespace earshot::desk::testing;

namespace {

// Each says something once a minute, and the other answers it at once.
struct two_programs {
    office desk;
    bool honest = false;  // the one outside says that it is a program
    int answers = 0;

    message word(int minute) const {
        message item = said(minute, "at://ann/" + std::to_string(minute), "thanks, anything else?");
        item.by.automated = honest;
        return item;
    }

    // Why the answer was not published; empty: it was.
    std::string round(int minute) {
        desk.hear(word(minute));
        const auto made = desk.receive(answer(minute), word(minute));
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
