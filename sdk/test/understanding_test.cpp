#include "earshot/understanding.hpp"
#include "catch.hpp"

using namespace earshot;

TEST_CASE("understanding: what was understood survives JSON") {
    understanding all;
    all.language = {"nl", 0.97, {"words: nl", "page: nl"}};
    all.message_class = "stranded";
    all.urgent = urgency::now;
    all.topics = {"delay", "アムステルダム"};
    all.rules = {{"stranded_nl", {"gestrand", "zit vast"}}, {"brand", {}}};
    all.ignored_by = "chit_chat";
    all.ignored_why = "a greeting";
    all.case_id = "c17";
    all.subject = "Ik zit vast";
    all.suggestions = {"ask_to_delete"};
    const auto back = understanding_from_json(to_json(all));
    REQUIRE(back);
    CHECK(*back == all);
}

TEST_CASE("understanding: nothing understood is a small object") {
    CHECK(to_json(understanding{}) == R"({"version":1,"urgency":"normal"})");
    CHECK(understanding_from_json("{}").value() == understanding{});
    CHECK(understanding_from_json("[]").error().kind == error_kind::invalid);
}

TEST_CASE("understanding: an urgency has four names") {
    for (const urgency one : {urgency::low, urgency::normal, urgency::high, urgency::now})
        CHECK(urgency_from(to_string(one)).value() == one);
    CHECK(urgency_from("soon").error().code == "urgency.unknown");
}
