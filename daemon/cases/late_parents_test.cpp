// What comes in another order than it was said: parents, answers, whole conversations.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

TEST_CASE("filing: a late parent by the same customer joins the case of its answer") {
    desk on;
    const std::string id = on.hear(answering_to(post("jan", "2", at("09:01")), "1")).case_id;
    SECTION("addressed or not") {
        const filing parent = on.hear(mere_mention(post("jan", "1", at("09:00"), "Lost my bag")));
        CHECK(parent.joined);
        CHECK(parent.case_id == id);
        CHECK(on.at_case(id).opened == at("09:00"));
        CHECK(on.at_case(id).title == "Lost my bag");
        CHECK(on.at_case(id).unanswered_since == at("09:00"));
    }
    SECTION("and its own parent, later still") {
        on.hear(answering_to(post("jan", "1", at("09:00")), "0"));
        CHECK(on.hear(post("jan", "0", at("08:00"))).case_id == id);
        CHECK(on.whole.all_cases().size() == 1);
    }
    SECTION("one by somebody else does not") {
        const filing parent = on.hear(post("piet", "1", at("09:00")));
        CHECK(parent.opened);
        CHECK(parent.case_id != id);
        CHECK(on.hear(answering_to(post("jan", "3", at("09:02")), "1")).case_id == id);
    }
}

TEST_CASE("filing: two cases that turn out to be one conversation become the older one") {
    desk on;
    const std::string first = on.hear(answering_to(post("jan", "2", at("09:01")), "1")).case_id;
    const std::string second =
        on.hear(answering_to(post("jan", "4", at("09:03")), "3"), complaint()).case_id;
    REQUIRE(first != second);
    const filing missing = on.hear(answering_to(post("jan", "3", at("09:02")), "2"));
    CHECK(missing.case_id == first);
    CHECK(missing.merged == std::vector{second});
    CHECK(on.at_case(second).id == first);  // who asks for it finds the other one
    CHECK(on.at_case(first).messages == 3);
    CHECK(on.at_case(first).message_class == "complaint");
    CHECK(on.whole.all_cases().size() == 1);
    CHECK(workload_of(on.days()).cases == 1);
    CHECK(on.ids(at("10:00")) == std::vector{first});
    CHECK(on.hear(answering_to(post("jan", "5", at("09:04")), "4")).case_id == first);
}

TEST_CASE("filing: merging thrice in a row still ends in one case") {
    desk on;
    const std::string one = on.hear(answering_to(post("jan", "2", at("09:02")), "1")).case_id;
    on.hear(answering_to(post("jan", "5", at("09:05")), "4"));
    const std::string three = on.hear(answering_to(post("jan", "8", at("09:08")), "7")).case_id;
    on.hear(answering_to(post("jan", "7", at("09:07")), "5"));
    on.hear(answering_to(post("jan", "4", at("09:04")), "2"));
    CHECK(on.whole.all_cases().size() == 1);
    CHECK(on.at_case(three).id == one);
    CHECK(on.at_case(one).messages == 5);
    CHECK(on.hear(answering_to(post("jan", "9", at("09:09")), "8")).case_id == one);
}

TEST_CASE("filing: an answer of ours that came before its question is put in its place") {
    desk on;
    on.hear(by_us(answering_to(post("", "2", at("09:10")), "1")));
    SECTION("the question comes") {
        const filing question = on.hear(post("jan", "1", at("09:00")));
        CHECK_FALSE(on.at_case(question.case_id).unanswered_since);
        CHECK(on.at_case(question.case_id).answers.size() == 1);
    }
    SECTION("first what the customer said to our answer, then the question") {
        const filing thanks = on.hear(answering_to(post("jan", "3", at("09:20")), "2"));
        const filing question = on.hear(post("jan", "1", at("09:00")));
        CHECK(question.case_id == thanks.case_id);
        CHECK(on.at_case(question.case_id).unanswered_since == at("09:20"));
        CHECK(on.at_case(question.case_id).answers.size() == 1);
        CHECK(on.whole.all_cases().size() == 1);
    }
}

TEST_CASE("filing: an answer of ours that came after what the customer said to it") {
    desk on;
    const std::string thanks = on.hear(answering_to(post("jan", "3", at("09:20")), "2")).case_id;
    SECTION("its question is known: one conversation") {
        const std::string question = on.hear(post("jan", "1", at("09:00"))).case_id;
        const filing ours = on.hear(by_us(answering_to(post("", "2", at("09:10")), "1")));
        CHECK(ours.case_id == thanks);
        CHECK(on.at_case(question).id == thanks);
        CHECK(on.at_case(thanks).unanswered_since == at("09:20"));
    }
    SECTION("its question comes later still") {
        on.hear(by_us(answering_to(post("", "2", at("09:10")), "1")));
        CHECK(on.hear(post("jan", "1", at("09:00"))).case_id == thanks);
        CHECK(on.whole.all_cases().size() == 1);
    }
}

TEST_CASE("filing: several customers speak to an answer of ours before it and its question come") {
    desk on;
    const std::string jan = on.hear(answering_to(post("jan", "3", at("09:20")), "2")).case_id;
    const std::string piet = on.hear(answering_to(post("piet", "4", at("09:21")), "2")).case_id;
    on.hear(by_us(answering_to(post("", "2", at("09:10")), "1")));
    const filing question = on.hear(post("jan", "1", at("09:00")));
    CHECK(question.case_id == jan);
    CHECK(question.merged.size() == 1);
    CHECK(on.at_case(piet).messages == 1);
    CHECK(workload_of(on.days()).cases == 2);
    CHECK(on.whole.all_cases().size() == 2);
}

TEST_CASE(
    "filing: what the customer says to our answer may come before the platform's word on it") {
    desk on;
    const message asked = post("jan", "1", at("09:00"));
    const std::string id = on.hear(asked).case_id;
    const sequence writing = on.send(asked);
    const std::string thanks = on.hear(answering_to(post("jan", "3", at("09:12")), "2")).case_id;
    CHECK(thanks != id);
    CHECK(on.publish(writing, asked, "2", at("09:10")).case_id == id);
    CHECK(on.at_case(thanks).id == id);
    CHECK(on.at_case(id).unanswered_since == at("09:12"));
    CHECK(workload_of(on.days()).cases == 1);
}

TEST_CASE("filing: order is the platform's time, not that of arrival") {
    desk on;
    const std::string id = on.hear(in_thread(post("jan", "3", at("09:20")), "t")).case_id;
    on.hear(in_thread(post("jan", "1", at("09:00")), "t"));
    CHECK(on.at_case(id).last_word == at("09:20"));
    CHECK(on.at_case(id).opened == at("09:00"));
    CHECK(on.at_case(id).words.front().object == "1");
    CHECK(on.at_case(id).unanswered_since == at("09:00"));
}

TEST_CASE("filing: what came after an agent began to write is not answered by that") {
    desk on;
    const message asked = in_thread(post("jan", "1", at("09:00")), "t");
    const std::string id = on.hear(asked).case_id;
    const sequence writing = on.send(asked);
    on.hear(in_thread(post("jan", "2", at("09:01"), "It is urgent!"), "t"));
    on.publish(writing, asked, "3", at("09:02"));
    CHECK(on.at_case(id).unanswered_since == at("09:01"));
    CHECK(on.at_case(id).last_answer == at("09:02"));
}

}  // namespace earshot::cases
