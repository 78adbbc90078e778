#include "zendesk/hints.hpp"

#include "catch.hpp"

namespace earshot::zendesk {

namespace {

timestamp at(std::int64_t seconds) { return timestamp{std::chrono::seconds{seconds}}; }

}  // namespace

TEST_CASE("zendesk hints: a position is read as it was written") {
    const position one{at(1772366340), {{"35", at(1772366300)}, {"36", at(0)}}, 7};
    CHECK(read_position(write_position(one)) == one);
    CHECK(read_position(R"({"since":5,"round":0})")->hints.empty());
    CHECK(read_position("1772366340") == position{at(1772366340), {}, 0});
}

TEST_CASE("zendesk hints: what is no position of ours is an error") {
    for (const char* other :
         {"", "-7", "[]", "{}", R"({"since":-1,"round":0})", R"({"since":"5","round":0})",
          R"({"since":5})", R"({"since":300000000000,"round":0})",
          R"({"since":5,"round":0,"hints":{"35":"x"}})"})
        CHECK(read_position(other).error().code == "zendesk.cursor");
}

TEST_CASE("zendesk hints: a ticket is told once, with the first time, until it is handed over") {
    hint_box told;
    CHECK(told.tell("35", at(10)));
    CHECK(told.tell("35", at(20)));
    position into{at(5), {{"35", at(15)}}, 3};
    told.hand_over("", into);
    CHECK(into.hints == std::map<std::string, timestamp>{{"35", at(10)}});
    CHECK(into.round == 4);
    CHECK(told.all_handed_over());
}

TEST_CASE("zendesk hints: only the promised cursor lets one be forgotten") {
    hint_box told;
    CHECK(told.tell("35", at(10)));
    position first;
    told.hand_over("a", first);
    told.promise("b");
    position again;
    told.hand_over("a", again);
    CHECK(again.hints.contains("35"));
    told.promise("b");
    position after;
    told.hand_over("b", after);
    CHECK(after == position{});
}

TEST_CASE("zendesk hints: a poll that failed promised nothing") {
    hint_box told;
    CHECK(told.tell("35", at(10)));
    position first;
    told.hand_over("", first);
    position again;
    told.hand_over("", again);
    CHECK(again.hints.contains("35"));
}

TEST_CASE("zendesk hints: what has no room is said, and what is full is not added to") {
    hint_box told;
    for (std::size_t i = 0; i < hint_box::most; ++i) CHECK(told.tell(std::to_string(i), at(10)));
    CHECK_FALSE(told.tell("x", at(10)));
    CHECK(told.tell("7", at(10)));
    position into;
    into.hints["y"] = at(1);
    told.hand_over("", into);
    CHECK(into.hints.size() == hint_box::most);
    CHECK_FALSE(told.all_handed_over());
}

}  // namespace earshot::zendesk
