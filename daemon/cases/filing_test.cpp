// Where messages go: threads, private words, answers of ours, what a case remembers.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

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

TEST_CASE("filing: an answer is under way from when it is approved until it is out or lost") {
    desk on;
    const message said = post("jan", "1", at("09:00"));
    const std::string id = on.hear(said).case_id;
    const auto counted = [&] {
        return answers_since(on.whole, {.platform = "x", .account = "klm", .object_id = "1"}, said,
                             at("09:00"));
    };
    const sequence one = on.send(said);
    const sequence two = on.send(said);
    CHECK(counted() == 0);
    for (const sequence reply : {one, two})
        on.change({reply_key(reply)}, [&](memory& in) { return approved(in, reply, said), true; });
    CHECK(counted() == 2);
    on.publish(one, said, "r1", at("09:10"));
    CHECK(counted() == 2);
    for (int times = 0; times < 2; ++times)
        on.change({reply_key(two)}, [&](memory& in) { return lost(in, two), true; });
    CHECK(counted() == 1);
    SECTION("and out after all where an operator sends it again") {
        on.publish(two, said, "r2", at("09:20"));
        CHECK(counted() == 2);
        CHECK(on.at_case(id).under_way == 0);
    }
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
