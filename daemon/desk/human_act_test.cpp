#include "desk/human_act.hpp"

#include "catch.hpp"

using namespace earshot;
using desk::act;

TEST_CASE("human act: every act survives its JSON") {
    for (const act what : {act::correct_language, act::link, act::unlink, act::reject, act::watch,
                           act::do_not_watch, act::close_case, act::reopen_case}) {
        const desk::human_act one{what, "person/x/17", "nl", "anna"};
        CHECK(desk::human_act_from_json(to_json(one)).value() == one);
    }
}

TEST_CASE("human act: what is none is an error, not an act") {
    CHECK(desk::human_act_from_json("[]").error().kind == error_kind::invalid);
    CHECK(desk::human_act_from_json(R"({"act":"promote"})").error().kind == error_kind::invalid);
}
