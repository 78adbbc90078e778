// Where messages go: threads, late parents, edits and deletions, the order of time.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

namespace {

message mere_mention(message item) {
    item.addressed = false;
    return item;
}

message deleted(const message& item, timestamp when) {
    message out = of_kind(item, message_kind::deletion);
    out.created = when;
    return out;
}

}  // namespace

TEST_CASE("filing: two customers in one thread have two cases") {
    desk on;
    const filing first = on.hear(in_thread(post("jan", "1", at("09:00")), "t"));
    const filing other =
        on.hear(in_thread(answering_to(post("piet", "2", at("09:01"), "me too"), "1"), "t"));
    const filing more = on.hear(in_thread(answering_to(post("jan", "3", at("09:02")), "2"), "t"));
    CHECK(other.opened);
    CHECK(other.case_id != first.case_id);
    CHECK(more.case_id == first.case_id);
    CHECK(reach_of(on.at_case(first.case_id)) == 1);
}

TEST_CASE("filing: without threads, answers find the conversation through their parents") {
    desk on;
    const message first = post("jan", "1", at("09:00"));
    const std::string id = on.hear(first).case_id;
    on.answer(first, "2", at("09:05"));
    CHECK(on.hear(answering_to(post("jan", "3", at("09:06")), "2")).case_id == id);
    CHECK(on.hear(answering_to(post("jan", "4", at("09:07")), "3")).case_id == id);
    const std::string other = on.hear(answering_to(post("piet", "5", at("09:08")), "2")).case_id;
    CHECK(other != id);
    CHECK(on.hear(answering_to(post("piet", "6", at("09:09")), "1")).case_id == other);
    CHECK(on.whole.all_cases().size() == 2);
}

TEST_CASE("filing: who writes anew has a new case") {
    desk on;
    const std::string first = on.hear(post("jan", "1", at("09:00"))).case_id;
    const std::string second = on.hear(post("jan", "2", at("09:30"))).case_id;
    CHECK(first != second);
}

TEST_CASE("filing: comments on a post of ours are one case for each customer") {
    desk on;
    on.hear(by_us(post("", "news", at("08:00"), "We fly to Bergen")));
    const std::string jan = on.hear(answering_to(post("jan", "1", at("09:00")), "news")).case_id;
    const std::string ola = on.hear(answering_to(post("ola", "2", at("09:01")), "news")).case_id;
    CHECK(on.hear(answering_to(post("jan", "3", at("09:02")), "news")).case_id == jan);
    CHECK(jan != ola);
    CHECK(on.list(at("09:10")).size() == 2);
}

TEST_CASE("filing: a mere mention opens none, unless a rule says so") {
    desk on;
    const message mention = mere_mention(post("jan", "1", at("09:00")));
    CHECK(on.hear(mention).case_id.empty());
    message other = mention;
    other.object_id = "2";
    CHECK(on.hear(other, {.action = case_action::open}).opened);
    CHECK(on.days().front().messages == 2);
    CHECK(on.days().front().filed == 1);
}

TEST_CASE("filing: rules may keep a message out, or let it only join") {
    desk on;
    CHECK(on.hear(post("jan", "1", at("09:00")), {.action = case_action::none}).case_id.empty());
    CHECK(on.hear(post("jan", "2", at("09:00")), {.ignored = true}).case_id.empty());
    CHECK(on.hear(post("jan", "3", at("09:00")), {.action = case_action::join}).case_id.empty());
    const filing opened = on.hear(post("jan", "4", at("09:00")));
    const message more = answering_to(post("jan", "5", at("09:01")), "4");
    CHECK(on.hear(more, {.action = case_action::join}).case_id == opened.case_id);
}

TEST_CASE("filing: a message in private belongs to what was spoken of last") {
    desk on;
    SECTION("within the window, the answered public case") {
        const message said = post("jan", "1", at("09:00"));
        const std::string id = on.hear(said).case_id;
        on.answer(said, "2", at("10:00"));
        const timestamp later = at("10:00") + std::chrono::hours{23};
        CHECK(on.hear(in_private(post("jan", "d", later), "dm")).case_id == id);
    }
    SECTION("after the window, a case of its own") {
        const message said = post("jan", "1", at("09:00"));
        const std::string id = on.hear(said).case_id;
        on.answer(said, "2", at("10:00"));
        const timestamp later = at("10:00") + std::chrono::hours{25};
        CHECK(on.hear(in_private(post("jan", "d", later), "dm")).opened);
    }
    SECTION("an unanswered public case, however old") {
        const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
        const timestamp later = at("10:00") + std::chrono::days{3};
        CHECK(on.hear(in_private(post("jan", "d", later), "dm")).case_id == id);
    }
    SECTION("a new complaint in public, not last week's private talk") {
        const message before = in_private(post("jan", "d1", at("09:00")), "dm");
        const std::string old = on.hear(before).case_id;
        on.answer(before, "d2", at("09:05"));
        const timestamp now = at("09:00") + std::chrono::days{6};
        const filing complaint_case = on.hear(post("jan", "1", now), complaint());
        REQUIRE(complaint_case.opened);
        const filing leg =
            on.hear(in_private(post("jan", "d3", now + std::chrono::minutes{5}), "dm"));
        CHECK(leg.case_id == complaint_case.case_id);
        CHECK(leg.merged.empty());
        CHECK(on.at_case(old).messages == 1);
    }
    SECTION("not another account's") {
        on.hear(post("jan", "1", at("09:00")));
        message leg = in_private(post("jan", "d", at("09:05")), "dm");
        leg.account = "klm_es";
        CHECK(on.hear(leg).opened);
    }
    SECTION("not another customer's") {
        on.hear(post("jan", "1", at("09:00")));
        CHECK(on.hear(in_private(post("piet", "d", at("09:05")), "dm")).opened);
    }
}

TEST_CASE("filing: a public answer to us joins the private case") {
    desk on;
    const std::string id = on.hear(in_private(post("jan", "d", at("09:00")), "dm")).case_id;
    on.hear(by_us(post("", "news", at("09:05"), "We work on it")));
    const filing said = on.hear(answering_to(post("jan", "1", at("09:10")), "news"));
    CHECK(said.case_id == id);
    CHECK(on.at_case(id).public_leg);
    CHECK(on.hear(post("jan", "2", at("09:11"))).opened);  // addressed, but no answer
}

TEST_CASE("filing: an answer typed on the platform itself counts") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    const filing ours = on.hear(by_us(answering_to(post("", "2", at("09:10")), "1")));
    CHECK(ours.case_id == id);
    CHECK(ours.updated);
    CHECK_FALSE(on.at_case(id).unanswered_since);
    CHECK(on.at_case(id).last_answer == at("09:10"));
}

TEST_CASE("filing: in private, an answer of ours needs no parent") {
    desk on;
    const std::string id = on.hear(in_private(post("jan", "d1", at("09:00")), "dm")).case_id;
    on.hear(by_us(in_private(post("", "d2", at("09:10")), "dm")));
    CHECK_FALSE(on.at_case(id).unanswered_since);
}

TEST_CASE("filing: a post of ours answers nobody") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    CHECK(on.hear(by_us(post("", "2", at("09:10")))).case_id.empty());
    CHECK(on.at_case(id).unanswered_since == at("09:00"));
}

TEST_CASE("filing: another account of the brand answers, and ours is still asked") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    message colleague = answering_to(post("klm_es", "2", at("09:05")), "1");
    colleague.from = direction::from_other_account;
    CHECK(on.hear(colleague).updated);
    const auto lines = on.list(at("09:10"));
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().answered_elsewhere);
    const filing more = on.hear(answering_to(post("jan", "3", at("09:11")), "2"));
    CHECK_FALSE(on.list(at("09:12")).front().answered_elsewhere);
    CHECK(more.case_id == id);
}

TEST_CASE("filing: an edit changes the case; one of what never came is a word of its own") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"), "All is well")).case_id;
    message edited = of_kind(post("jan", "1", at("09:05"), "Nothing is well"), message_kind::edit);
    edited.revision = "2";
    const filing done = on.hear(edited, complaint());
    CHECK(done.case_id == id);
    CHECK(done.updated);
    CHECK_FALSE(done.joined);
    CHECK(on.at_case(id).title == "Nothing is well");
    CHECK(on.at_case(id).message_class == "complaint");
    CHECK(on.at_case(id).messages == 1);
    CHECK(on.at_case(id).unanswered_since == at("09:00"));
    message unknown = edited;
    unknown.object_id = "77";
    const filing asked = on.hear(unknown);
    CHECK(asked.opened);
    CHECK(on.at_case(asked.case_id).unanswered_since == at("09:05"));
}

TEST_CASE("filing: what was taken back before it came opens no case") {
    desk on;
    on.hear(of_kind(post("jan", "1", at("09:05"), ""), message_kind::deletion));
    CHECK(on.hear(post("jan", "1", at("09:00"))).case_id.empty());
    CHECK(on.whole.all_cases().empty());
}

TEST_CASE("filing: an answer of ours that we know only as it was edited is an answer") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    on.hear(
        of_kind(by_us(answering_to(post("", "2", at("09:05"), "On it"), "1")), message_kind::edit));
    CHECK_FALSE(on.at_case(id).unanswered_since);
}

TEST_CASE("filing: the same object once more is an edit, not a second word") {
    desk on;
    const message said = post("jan", "1", at("09:00"));
    const std::string id = on.hear(said).case_id;
    CHECK(on.hear(said).updated);
    CHECK(on.at_case(id).messages == 1);
}

TEST_CASE("filing: what the customer takes back is not asked any more") {
    desk on;
    const message first = post("jan", "1", at("09:00"));
    const message second = answering_to(post("jan", "2", at("09:10")), "1");
    const std::string id = on.hear(first).case_id;
    on.hear(second);
    on.hear(deleted(first, at("09:20")));
    CHECK(on.at_case(id).unanswered_since == at("09:10"));
    CHECK_FALSE(on.at_case(id).withdrawn);
    on.hear(deleted(first, at("09:21")));  // reported twice
    CHECK_FALSE(on.at_case(id).withdrawn);
    on.hear(deleted(second, at("09:22")));
    CHECK(on.at_case(id).withdrawn);
    CHECK_FALSE(on.at_case(id).unanswered_since);
    CHECK(on.list(at("09:30")).empty());
    const filing back = on.hear(answering_to(post("jan", "3", at("09:40")), "2"));
    CHECK(back.case_id == id);
    CHECK_FALSE(on.at_case(id).withdrawn);
}

TEST_CASE("filing: somebody else's deletion changes nothing") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    CHECK(on.hear(deleted(post("jan", "99", at("09:01")), at("09:02"))).case_id.empty());
    CHECK(on.at_case(id).live == 1);
}

TEST_CASE("filing: a deletion that names no author still counts") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    on.hear(deleted(post("", "1", at("09:01")), at("09:02")));
    CHECK(on.at_case(id).withdrawn);
}

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

TEST_CASE("filing: the line of a case shows what is unanswered, not what was said once") {
    desk on;
    const message asked = post("jan", "1", at("09:00"));
    on.hear(asked, complaint());
    on.answer(asked, "2", at("09:10"));
    on.hear(answering_to(post("jan", "3", at("09:20"), "Thank you!"), "2"),
            {"praise", urgency::low, "en"});
    CHECK(on.list(at("10:00"), {.message_class = "complaint"}).empty());
    CHECK(on.list(at("10:00"), {.message_class = "praise"}).size() == 1);
    CHECK(on.whole.all_cases().front().message_class == "complaint");
}

TEST_CASE("filing: a case remembers how urgent it became") {
    desk on;
    const filing first = on.hear(post("jan", "1", at("09:00")), {"question", urgency::normal});
    on.hear(answering_to(post("jan", "2", at("09:01")), "1"), {"stranded", urgency::now});
    on.hear(answering_to(post("jan", "3", at("09:02")), "2"), {"praise", urgency::low});
    const care_case& one = on.at_case(first.case_id);
    CHECK(one.message_class == "stranded");
    CHECK(one.urgent == urgency::now);
    CHECK(one.judgements ==
          std::vector<judgement>{{1, "question", urgency::normal}, {2, "stranded", urgency::now}});
}

TEST_CASE("filing: a very long conversation keeps its clock and its count") {
    desk on;
    const std::string id = on.hear(in_thread(post("jan", "0", at("09:00")), "t")).case_id;
    for (int i = 1; i < 100; ++i)
        on.hear(
            in_thread(post("jan", std::to_string(i), at("09:00") + std::chrono::minutes(i)), "t"));
    CHECK(on.at_case(id).words.size() == max_words);
    CHECK(on.at_case(id).unanswered_since == at("09:00"));
    CHECK(on.at_case(id).messages == 100);
    on.hear(in_thread(by_us(answering_to(post("", "a", at("11:00")), "99")), "t"));
    CHECK_FALSE(on.at_case(id).unanswered_since);
    CHECK(on.whole.all_cases().size() == 1);
}

TEST_CASE("filing: only public numbers are asked to be deleted") {
    desk on;
    const std::string text = "my number is 06 1234 5678";
    CHECK(on.hear(post("jan", "1", at("09:00"), text)).suggestions.size() == 1);
    CHECK(on.hear(in_private(post("jan", "2", at("09:00"), text), "dm")).suggestions.empty());
}

}  // namespace earshot::cases
