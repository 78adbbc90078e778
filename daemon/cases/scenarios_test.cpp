// What the care of customers asks of people and cases, scenario by scenario.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

TEST_CASE("CC-4: a public complaint and the private message that follows are one case") {
    desk on;
    // Given a public complaint, and a rep who asks for a direct message
    const message wrong =
        post("jan", "100", at("09:00"), "@klm refund to NL91 ABNA 0417 1643 00 never came");
    const filing complaint_case = on.hear(wrong, complaint());
    REQUIRE(complaint_case.opened);
    CHECK(complaint_case.suggestions == std::vector<std::string>{"ask_to_delete"});
    on.answer(wrong, "101", at("09:10"));

    // When a direct message comes from the same author three minutes later
    const message leg = in_private(post("jan", "d1", at("09:13"), "booking X7KQ2P"), "jan-klm");
    const filing private_word = on.hear(leg, {"", urgency::normal, "en"});

    // Then it is the same case with both legs, and its clock goes on
    CHECK(private_word.joined);
    CHECK(private_word.case_id == complaint_case.case_id);
    CHECK(private_word.suggestions.empty());
    const care_case& one = on.at_case(complaint_case.case_id);
    CHECK(one.public_leg);
    CHECK(one.private_leg);
    CHECK(one.opened == at("09:00"));
    CHECK(one.unanswered_since == at("09:13"));
    CHECK(one.messages == 2);
    // and no line for a helpdesk shows the account's number
    CHECK(subject_of(wrong) == "refund to **** **** **** **** 00 never came");
    CHECK(one.title == "refund to **** **** **** **** 00 never came");
    // and the answer to the private leg stops the one clock there is
    on.answer(leg, "d2", at("09:20"));
    CHECK_FALSE(on.at_case(complaint_case.case_id).unanswered_since);
}

TEST_CASE("CC-4: the unanswered clock does not start anew with the private leg") {
    desk on;
    const filing first = on.hear(post("jan", "100", at("09:00")), complaint());
    on.hear(in_private(post("jan", "d1", at("09:13"), "and?"), "jan-klm"));
    CHECK(on.at_case(first.case_id).unanswered_since == at("09:00"));
}

TEST_CASE("KL-7: a question on two platforms is one where a human confirmed who asks") {
    desk on;
    const message there = earshot::cases::on("facebook", post("f1", "900", at("09:00")));
    const message here = post("jan", "100", at("09:10"));
    const filing first = on.hear(there, complaint());
    const filing second = on.hear(here, complaint());
    const std::vector people{person_key("facebook", "f1"), person_key("x", "jan")};

    SECTION("not confirmed: two clocks") {
        CHECK(on.ids(at("09:30")).size() == 2);
        on.answer(there, "901", at("09:30"));
        const auto lines = on.list(at("09:31"));
        REQUIRE(lines.size() == 1);
        CHECK(lines.front().since == at("09:10"));
        CHECK_FALSE(lines.front().answered_elsewhere);
    }
    SECTION("confirmed: one question with the earliest clock, and the other platform still waits") {
        const auto before = on.table();
        REQUIRE(on.change(keys_for_people(people), [&](memory& in) {
            return link(in, people[0], people[1], "Maria", at("09:20"), on.set);
        }));
        const auto asked = on.list(at("09:25"));
        REQUIRE(asked.size() == 1);
        CHECK(asked.front().since == at("09:00"));
        CHECK(asked.front().links == std::vector{second.case_id});

        SECTION("answered on one platform, the other is shown, never silently closed") {
            const auto done = on.answer(there, "901", at("09:30"));
            CHECK(done.answered_elsewhere == std::vector{second.case_id});
            const auto lines = on.list(at("09:31"));
            REQUIRE(lines.size() == 1);
            CHECK(lines.front().id == second.case_id);
            CHECK(lines.front().answered_elsewhere);
            CHECK(lines.front().since == at("09:10"));
            const filing more = on.hear(answering_to(post("jan", "102", at("09:40")), "100"));
            CHECK(more.case_id == second.case_id);
            CHECK(more.suggestions == std::vector<std::string>{"answered_elsewhere"});
            on.answer(here, "101", at("09:45"));
            CHECK(on.list(at("09:46")).empty());
        }
        SECTION("taken back, everything is as it was") {
            REQUIRE(on.change(keys_for_people(people),
                              [&](memory& in) { return unlink(in, people[0], people[1]); }));
            CHECK(on.table() == before);
            CHECK(on.ids(at("09:30")).size() == 2);
        }
    }
}

TEST_CASE("KL-10: a week is reported in messages and in cases") {
    desk on;
    // Given a week of messages: every customer writes three times in one conversation, every
    // fourth of them on two days, and bystanders merely mention us
    int id = 0;
    for (int day = 0; day < 7; ++day)
        for (int customer = 0; customer < 20; ++customer) {
            const std::string who = std::to_string(day) + "-" + std::to_string(customer);
            const timestamp morning = at("09:00") + std::chrono::days(day);
            for (int said = 0; said < 3; ++said)
                on.hear(in_thread(post(who, std::to_string(++id),
                                       morning + std::chrono::minutes(said + customer)),
                                  "t" + who));
            message mention = post("by" + who, std::to_string(++id), morning, "klm in the news");
            mention.addressed = false;
            CHECK(on.hear(mention).case_id.empty());
        }
    // When the week closes, then both figures are there, and their ratio
    const auto week = on.days();
    CHECK(week.size() == 7);
    const workload load = workload_of(week);
    CHECK(load.messages == 7 * 20 * 4);
    CHECK(load.cases == 7 * 20);
    CHECK(load.messages_per_case == Approx(3.0));
    CHECK(static_cast<std::size_t>(load.cases) == on.whole.all_cases().size());
}

TEST_CASE(
    "ST-1: the list shows exactly the unanswered public complaints, oldest times reach first") {
    desk on;
    // Given three pages with 200 posts, 12 of them complaints that nobody answered
    std::vector<std::pair<std::int64_t, std::string>> expected;
    for (int i = 0; i < 200; ++i) {
        message said = post("c" + std::to_string(i), std::to_string(1000 + i),
                            at("08:00") + std::chrono::minutes(i / 4));
        said.account =
            std::array{"page-nl", "page-de", "page-no"}.at(static_cast<std::size_t>(i % 3));
        said.by.followers = 10 + (i * 37) % 90;
        const bool complains = i % 16 < 2 && i < 192;  // 24
        const bool unanswered = complains && i % 16 == 0;
        const filing done =
            on.hear(said, complains ? complaint() : assessment{"question", urgency::normal, "en"});
        REQUIRE(done.opened);
        message liked = by_us(of_kind(post("", "like" + said.object_id, at("10:00")),
                                      i % 2 ? message_kind::reaction : message_kind::share));
        liked.account = said.account;
        liked.parent_id = said.object_id;
        on.hear(liked);  // no answer
        if (complains && !unanswered) {
            message answer = by_us(answering_to(
                post("", "a" + said.object_id, at("10:01"), "Sorry!"), said.object_id));
            answer.account = said.account;
            on.hear(answer);
        }
        if (unanswered) {
            const std::int64_t age = 180 - i / 4;  // minutes at 11:00
            expected.emplace_back(-age * *said.by.followers, done.case_id);
        }
    }
    // When the list is opened
    const unanswered_filter complaints{.message_class = "complaint", .public_only = true};
    const auto shown = on.ids(at("11:00"), complaints);
    // Then it has exactly these, heaviest first
    REQUIRE(expected.size() == 12);
    std::ranges::sort(expected);
    std::vector<std::string> right;
    for (const auto& [weight, id] : expected) right.push_back(id);
    CHECK(shown == right);

    // and an answer that is deleted later puts its case back
    message regretted = by_us(of_kind(post("", "a1001", at("11:05")), message_kind::deletion));
    regretted.account = "page-de";
    const filing back = on.hear(regretted);
    CHECK(back.reopened);
    const auto again = on.list(at("11:06"), complaints);
    CHECK(again.size() == 13);
    const auto line = std::ranges::find(again, back.case_id, &unanswered_line::id);
    REQUIRE(line != again.end());
    CHECK(line->since == at("08:00"));
    CHECK(line->link == "https://x.example/c1/1001");
}

TEST_CASE("ST-5: three hundred shares make a complaint heavier, and open no case") {
    desk on({.reach_levels = {50, 100, 250}});
    message said = post("ola", "100", at("09:00"));
    said.by.followers = 12;
    const filing opened = on.hear(said, complaint());
    CHECK(opened.levels.empty());
    std::vector<std::int64_t> reported;
    std::int64_t before = reach_of(on.at_case(opened.case_id));
    for (int i = 0; i < 300; ++i) {
        message share = of_kind(post("s" + std::to_string(i), "s" + std::to_string(i),
                                     at("09:01") + std::chrono::seconds(i)),
                                message_kind::share);
        (i % 2 ? share.quoted_id : share.parent_id) = "100";
        const filing done = on.hear(share);
        CHECK_FALSE(done.opened);
        CHECK(done.case_id == opened.case_id);
        std::ranges::copy(done.levels, std::back_inserter(reported));
        CHECK(reach_of(on.at_case(opened.case_id)) > before);
        before = reach_of(on.at_case(opened.case_id));
    }
    CHECK(before == 312);
    CHECK(reported == std::vector<std::int64_t>{50, 100, 250});
    CHECK(on.whole.all_cases().size() == 1);
    CHECK(on.at_case(opened.case_id).messages == 1);
    CHECK(on.list(at("09:10")).front().weight == 10 * 312);
}

TEST_CASE("ST-6: a bad review starts a complaint's clock, a good one waits for thanks") {
    desk on;
    const auto review = [](const std::string& id, int stars, const std::string& text) {
        message out = of_kind(post("guest" + id, id, at("09:00"), text), message_kind::review);
        out.platform = "guestbook";
        out.addressed = false;
        out.stars = stars;
        return out;
    };
    const filing bad = on.hear(review("1", 1, "Never again"));
    const filing good = on.hear(review("2", 5, "Lovely crew"));
    REQUIRE(bad.opened);
    REQUIRE(good.opened);

    CHECK(on.ids(at("10:00"), {.message_class = "complaint"}) == std::vector{bad.case_id});
    CHECK(on.ids(at("10:00"), {.message_class = "praise"}) == std::vector{good.case_id});
    CHECK(on.at_case(bad.case_id).unanswered_since == at("09:00"));
    CHECK(on.at_case(bad.case_id).urgent == urgency::high);
    CHECK(on.at_case(good.case_id).urgent == urgency::low);
    CHECK(on.at_case(bad.case_id).stars == 1);
    CHECK(on.at_case(bad.case_id).title == "[1/5] Never again");
    CHECK(on.at_case(good.case_id).stars == 5);
}

TEST_CASE("ST-6: what a rule says of a review stands against its stars") {
    desk on;
    message ironic = of_kind(post("g", "1", at("09:00")), message_kind::review);
    ironic.stars = 5;
    const filing done = on.hear(ironic, complaint());
    CHECK(on.at_case(done.case_id).message_class == "complaint");
}

TEST_CASE("JA-4: a customer who comes back late finds the same case and the same person") {
    // Given cases that close after 24 hours of silence
    desk on({.close_after = std::chrono::hours{24}});
    const message asked = post("yuki", "100", at("09:00"));
    const std::string id = on.hear(asked, complaint()).case_id;
    on.answer(asked, "101", at("09:30"), "Haruka");
    CHECK(state_at(on.at_case(id), at("12:00"), on.set) == case_state::answered);
    CHECK(state_at(on.at_case(id), at("09:30") + std::chrono::hours{24}, on.set) ==
          case_state::closed);

    // When the customer is silent and writes after 30 hours
    const timestamp late = at("09:30") + std::chrono::hours{30};
    const filing back = on.hear(answering_to(post("yuki", "102", late), "101"));

    // Then the same case is open again, still with the same person, and nothing is left unread
    CHECK(back.reopened);
    CHECK_FALSE(back.opened);
    CHECK(back.case_id == id);
    CHECK(on.at_case(id).owner == "Haruka");
    CHECK(on.at_case(id).reopened == 1);
    CHECK(on.at_case(id).unanswered_since == late);
    CHECK(on.ids(late + std::chrono::hours{1}) == std::vector{id});
    // however long nobody answers: silence on our side closes nothing
    CHECK(state_at(on.at_case(id), late + std::chrono::days{40}, on.set) == case_state::open);
}

TEST_CASE("JA-4: after a month of silence a new case goes on from the old one") {
    desk on;
    const message asked = post("yuki", "100", at("09:00"));
    const std::string id = on.hear(asked, complaint()).case_id;
    on.answer(asked, "101", at("09:30"), "Haruka");
    const timestamp later = at("09:30") + std::chrono::days{31};
    const filing back = on.hear(answering_to(post("yuki", "102", later), "101"));
    CHECK(back.opened);
    CHECK_FALSE(back.reopened);
    CHECK(back.case_id != id);
    CHECK(on.at_case(back.case_id).former == id);
    CHECK(on.at_case(back.case_id).owner == "Haruka");
    const filing more =
        on.hear(answering_to(post("yuki", "103", later + std::chrono::minutes{5}), "101"));
    CHECK(more.case_id == back.case_id);
    CHECK(more.merged.empty());
}

}  // namespace earshot::cases
