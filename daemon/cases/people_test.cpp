// People: languages, who is perhaps whom, and what humans say about it.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

namespace {

message as(message item, const std::string& handle, const std::string& name = "") {
    item.by.handle = handle;
    item.by.display_name = name;
    return item;
}

const person& who(const desk& on, const std::string& key) {
    const person* found = on.whole.find_person(key);
    REQUIRE(found);
    return *found;
}

std::vector<std::string> evidence_between(const desk& on, const std::string& one,
                                          const std::string& other) {
    const tie* held = find_tie(who(on, one), other);
    const tie* back = find_tie(who(on, other), one);
    CHECK((held == nullptr) == (back == nullptr));
    if (!held) return {};
    CHECK(held->evidence == back->evidence);
    return held->evidence;
}

const std::string jan = "person/x/jan";
const std::string f1 = "person/facebook/f1";

}  // namespace

TEST_CASE("people: what they write in is counted, and a human's correction is stronger") {
    desk on;
    on.hear(post("jan", "1", at("09:00")), {"", urgency::normal, "de"});
    on.hear(post("jan", "2", at("09:01")), {"", urgency::normal, "de"});
    on.hear(post("jan", "3", at("09:02")), {"", urgency::normal, "nl"});
    on.hear(post("jan", "4", at("09:03")), {"", urgency::normal, ""});
    CHECK(usual_language(who(on, jan)) == "de");
    CHECK(who(on, jan).languages == std::map<std::string, std::int64_t>{{"de", 2}, {"nl", 1}});

    REQUIRE(on.change(keys_for_people({jan}),
                      [](memory& in) { return correct_language(in, jan, "nl"); }));
    CHECK(usual_language(who(on, jan)) == "nl");
    for (const care_case& one : on.whole.all_cases()) CHECK(one.language == "nl");
    const filing later = on.hear(post("jan", "5", at("09:05")), {"", urgency::normal, "de"});
    CHECK(on.at_case(later.case_id).language == "nl");
    CHECK(usual_language(who(on, jan)) == "nl");
}

TEST_CASE("people: no more languages are kept than a person speaks") {
    desk on;
    for (int i = 0; i < 20; ++i)
        on.hear(post("jan", std::to_string(i), at("09:00")),
                {"", urgency::normal, "l" + std::to_string(i % 12)});
    CHECK(who(on, jan).languages.size() == max_languages);
}

TEST_CASE("people: the same person on two platforms is suggested, with the evidence") {
    desk on;
    const auto other = [](const message& item) { return earshot::cases::on("facebook", item); };
    SECTION("by handle") {
        on.hear(as(post("jan", "1", at("09:00")), "Jan_deVries"));
        const filing done = on.hear(other(as(post("f1", "2", at("09:01")), "jan_devries")));
        CHECK(done.perhaps_same == std::vector{jan});
        CHECK(evidence_between(on, jan, f1) ==
              std::vector<std::string>{"same handle: jan_devries"});
    }
    SECTION("by name, in any case") {
        on.hear(as(post("jan", "1", at("09:00")), "abc", "\u00C9va  SZAB\u00D3"));
        on.hear(other(as(post("f1", "2", at("09:01")), "def", "\u00E9va Szab\u00F3")));
        CHECK(evidence_between(on, jan, f1).size() == 1);
    }
    SECTION("by e-mail address") {
        on.hear(post("jan", "1", at("09:00"), "write to Jan@Example.com."));
        on.hear(other(post("f1", "2", at("09:01"), "I am jan@example.com")));
        CHECK(evidence_between(on, jan, f1) ==
              std::vector<std::string>{"same e-mail address: j***@example.com"});
    }
    SECTION("by telephone, with its country or without") {
        on.hear(post("jan", "1", at("09:00"), "call +31 6 1234 5678"));
        on.hear(other(post("f1", "2", at("09:01"), "06-12345678")));
        CHECK(evidence_between(on, jan, f1) ==
              std::vector<std::string>{"same number, ending in 78"});
    }
    SECTION("by booking") {
        on.hear(post("jan", "1", at("09:00"), "booking X7KQ2P, flight KL1234"));
        on.hear(other(post("f1", "2", at("09:01"), "X7KQ2P! KL1234!")));
        CHECK(evidence_between(on, jan, f1) ==
              std::vector<std::string>{"same booking reference: X7KQ2P"});
    }
    SECTION("by a link to the other page, whichever is seen first") {
        on.hear(other(post("f1", "2", at("09:01"), "I asked on https://x.com/Jan_deVries too")));
        on.hear(as(post("jan", "1", at("09:00")), "jan_devries"));
        CHECK(evidence_between(on, jan, f1) ==
              std::vector<std::string>{"names the other's handle: jan_devries"});
    }
    SECTION("by naming the other handle") {
        on.hear(as(post("jan", "1", at("09:00")), "jan_devries"));
        on.hear(other(post("f1", "2", at("09:01"), "on Twitter I am @jan_devries")));
        CHECK(evidence_between(on, jan, f1).size() == 1);
    }
    // and never more than suggested
    CHECK(who(on, jan).ties.front().state == tie_state::suggested);
}

TEST_CASE("people: what tells nothing suggests nothing") {
    desk on;
    const auto other = [](const message& item) { return earshot::cases::on("facebook", item); };
    on.hear(as(post("jan", "1", at("09:00"), "see https://x.com/other_one/status/1 KL1234"), "jan",
               "Jan"));
    on.hear(other(as(post("f1", "2", at("09:01"), "KL1234 @other_one"), "jan", "Jan")));
    on.hear(as(post("p2", "3", at("09:02")), "other_one"));
    on.hear(as(post("p3", "4", at("09:02")), "abcdef", "Maria Jansen"));
    on.hear(as(post("p4", "5", at("09:02")), "ghijkl", "Maria Jansen"));  // same platform
    for (const char* key : {"person/x/jan", "person/facebook/f1", "person/x/p3", "person/x/p4"})
        CHECK(who(on, key).ties.empty());
}

TEST_CASE("people: what more than five share is no evidence, and was none before") {
    desk on;
    const std::vector<std::string> platforms{"x", "facebook", "mastodon", "forum", "app", "mail"};
    for (std::size_t i = 0; i < platforms.size(); ++i) {
        message said = post("p", std::to_string(i), at("09:00"));
        said.platform = platforms[i];
        said.by.display_name = "Kim Lee";
        CHECK(on.hear(said).perhaps_same.size() == (i < max_sharers ? i : 0));
    }
    for (const std::string& platform : platforms)
        CHECK(who(on, person_key(platform, "p")).ties.empty());
}

TEST_CASE("people: who is not the same is never suggested again") {
    desk on;
    on.hear(as(post("jan", "1", at("09:00")), "jan_devries"));
    on.hear(earshot::cases::on("facebook", as(post("f1", "2", at("09:01")), "jan_devries")));
    REQUIRE(on.change(keys_for_people({jan, f1}),
                      [](memory& in) { return reject(in, jan, f1, "Maria", at("09:05")); }));
    const filing again = on.hear(
        earshot::cases::on("facebook", as(post("f1", "3", at("09:06")), "jan_devries", "Jan V")));
    CHECK(again.perhaps_same.empty());
    CHECK(find_tie(who(on, jan), f1)->state == tie_state::rejected);
    CHECK(find_tie(who(on, jan), f1)->by == "Maria");
}

TEST_CASE("people: a link says who confirmed it, and taking it back leaves the suggestion") {
    desk on;
    on.hear(as(post("jan", "1", at("09:00")), "jan_devries"));
    on.hear(earshot::cases::on("facebook", as(post("f1", "2", at("09:01")), "jan_devries")));
    const auto before = on.table();
    REQUIRE(on.change(keys_for_people({jan, f1}),
                      [&](memory& in) { return link(in, jan, f1, "Maria", at("09:05"), on.set); }));
    const tie* held = find_tie(who(on, f1), jan);
    CHECK(held->state == tie_state::confirmed);
    CHECK(held->by == "Maria");
    CHECK(held->at == at("09:05"));
    CHECK(held->evidence == std::vector<std::string>{"same handle: jan_devries"});
    REQUIRE(on.change(keys_for_people({jan, f1}), [](memory& in) { return unlink(in, jan, f1); }));
    CHECK(on.table() == before);
}

TEST_CASE("people: once they are known to be one, new questions are linked by themselves") {
    desk on;
    on.hear(post("jan", "1", at("09:00")), {.action = case_action::none});
    on.hear(earshot::cases::on("facebook", post("f1", "2", at("09:00"))),
            {.action = case_action::none});
    REQUIRE(on.change(keys_for_people({jan, f1}),
                      [&](memory& in) { return link(in, jan, f1, "Maria", at("09:05"), on.set); }));
    const message there = earshot::cases::on("facebook", post("f1", "3", at("10:00")));
    on.hear(there);
    on.hear(post("jan", "4", at("10:20")));
    CHECK(on.list(at("10:30")).size() == 1);
    CHECK(on.list(at("10:30")).front().since == at("10:00"));
    SECTION("but not what is asked days later") {
        on.hear(post("jan", "5", at("10:20") + std::chrono::days{2}));
        CHECK(on.list(at("10:30") + std::chrono::days{2}).size() == 2);
    }
    SECTION("and what was answered there a moment ago is said at once") {
        on.answer(there, "6", at("10:25"));
        const filing more = on.hear(post("jan", "7", at("10:40")));
        CHECK(more.suggestions == std::vector<std::string>{"answered_elsewhere"});
    }
}

TEST_CASE("people: whoever asked not to be watched leaves no traces") {
    desk on;
    on.hear(as(post("jan", "1", at("09:00")), "abc"));
    REQUIRE(on.change(keys_for_people({jan}), [](memory& in) {
        return do_not_watch(in, jan, "stop_following", at("09:01"));
    }));
    CHECK(who(on, jan).do_not_watch_rule == "stop_following");
    on.hear(as(post("jan", "2", at("09:02")), "jan_devries"));
    CHECK_FALSE(on.whole.find<trace>(trace_key("handle", "jan_devries")));
    REQUIRE(on.change(keys_for_people({jan}), [](memory& in) { return watch_again(in, jan); }));
    CHECK_FALSE(who(on, jan).do_not_watch);
}

TEST_CASE("people: a case closed by hand is opened by the next word, or by hand") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    const auto before = on.at_case(id);
    REQUIRE(on.change(keys_for_case(id),
                      [&](memory& in) { return close(in, id, "Maria", at("09:05")); }));
    CHECK(on.list(at("09:10")).empty());
    CHECK(state_at(on.at_case(id), at("09:10"), on.set) == case_state::closed);
    SECTION("by hand") {
        REQUIRE(
            on.change(keys_for_case(id), [&](memory& in) { return reopen(in, id, at("09:10")); }));
        CHECK(on.at_case(id).unanswered_since == at("09:00"));
    }
    SECTION("by a word") {
        const filing more = on.hear(answering_to(post("jan", "2", at("09:20")), "1"));
        CHECK(more.reopened);
        CHECK(more.case_id == id);
        CHECK(on.list(at("09:30")).size() == 1);
    }
}

TEST_CASE("people: a case closed by hand stays closed, whatever was done at a helpdesk before") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    const auto done = [&](ticket_act what, std::string_view when) {
        const ticket_change item{{}, "rt", "x/klm/1", what, "Steve", {}, at(when)};
        on.change(keys_for(item), [&](memory& in) { return follow(in, item, at("09:30")), true; });
        return on.at_case(id).closed_at.has_value();
    };
    CHECK(done(ticket_act::closed, "09:02"));
    REQUIRE(on.change(keys_for_case(id),
                      [&](memory& in) { return close(in, id, "Maria", at("09:10")); }));
    CHECK(done(ticket_act::reopened, "09:09"));
    CHECK_FALSE(done(ticket_act::reopened, "09:11"));
    REQUIRE(on.change(keys_for_case(id), [&](memory& in) { return reopen(in, id, at("09:20")); }));
    CHECK_FALSE(done(ticket_act::closed, "09:19"));
    CHECK(done(ticket_act::closed, "09:20"));
}

TEST_CASE("people: what is not known is named") {
    desk on;
    memory in;
    CHECK_THAT(link(in, jan, f1, "Maria", at("09:00"), {}).error().detail,
               tests::contains("person/x/jan"));
    CHECK(link(in, jan, jan, "Maria", at("09:00"), {}).error().code == "cases.same_person");
    CHECK_THAT(close(in, "c9", "Maria", at("09:00")).error().detail, tests::contains("c9"));
}

}  // namespace earshot::cases
