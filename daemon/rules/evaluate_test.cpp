// Conditions on facts, and what rules that match say together.
#include "rules/rules_fixture.hpp"

using namespace earshot;
using namespace earshot::rules;

namespace {

using names = std::vector<std::string>;

// Whether a rule with these conditions matches.
bool holds_for(const std::string& when, const message& item, std::string_view language = {}) {
    const rule_set rules = rules_of("rules:\n  r:\n    when: " + when + "\n    then: {class: c}\n");
    return rules.evaluate({item, language}).message_class == "c";
}

message at(const char* moment) {
    message out = post("x");
    out.created = parse_rfc3339(moment).value();
    return out;
}

}  // namespace

TEST_CASE("conditions: language, and that it cannot be told") {
    const message item = post("x");
    CHECK(holds_for("{language: nl}", item, "nl"));
    CHECK(holds_for("{language: [de, nl]}", item, "nl"));
    CHECK_FALSE(holds_for("{language: [de, unknown]}", item, "nl"));
    CHECK(holds_for("{language: [de, unknown]}", item, ""));
}

TEST_CASE("conditions: facts of the message") {
    message item = post("x");
    item.platform = "x";
    item.account = "klm";
    item.kind = message_kind::review;
    item.addressed = true;
    item.stars = 2;
    item.attachments = {{.media_type = "image/png"}};
    CHECK(holds_for("{platform: [x], account: klm, kind: [post, review], addressed: yes}", item));
    CHECK_FALSE(holds_for("{addressed: no}", item));
    CHECK_FALSE(holds_for("{kind: direct_message}", item));
    CHECK_FALSE(holds_for("{account: [ba]}", item));
    CHECK(holds_for("{stars: {at_most: 2}}", item));
    CHECK(holds_for("{stars: {at_least: 2, below: 3}}", item));
    CHECK_FALSE(holds_for("{stars: {below: 2}}", item));
    CHECK(holds_for("{attachments: yes}", item));
    CHECK(holds_for("{attachments: [video, image]}", item));
    CHECK(holds_for("{attachments: image/png}", item));
    CHECK_FALSE(holds_for("{attachments: [imag, image/jpeg]}", item));
    CHECK_FALSE(holds_for("{attachments: no}", item));
    item.stars.reset();
    CHECK_FALSE(holds_for("{stars: {at_least: 1}}", item));
}

TEST_CASE("conditions: facts of the author, and those that the platform does not say") {
    message item = post("x");
    item.by = {.handle = "Anna_DV", .followers = 10'000, .verified = true};
    CHECK(holds_for("{author: {handle: ['@anna_dv'], verified: yes}}", item));
    CHECK(holds_for("{author: {followers: {at_least: 10000, below: 50000}}}", item));
    CHECK_FALSE(holds_for("{author: {followers: {at_least: 10001}}}", item));
    CHECK_FALSE(holds_for("{author: {handle: anna, verified: yes}}", item));
    item.by.followers.reset();
    CHECK_FALSE(holds_for("{author: {followers: {below: 50000}}}", item));
}

TEST_CASE("conditions: any, all and not nest") {
    const std::string when =
        "{any: [{words: [koffer], language: nl}, {all: [{words: [bag]}, {not: {language: nl}}]}]}";
    CHECK(holds_for(when, post("koffer weg"), "nl"));
    CHECK_FALSE(holds_for(when, post("koffer weg"), "de"));
    CHECK(holds_for(when, post("bag gone"), "en"));
    CHECK_FALSE(holds_for(when, post("bag gone"), "nl"));
    CHECK(holds_for("{not: {words: [bag], language: nl}}", post("bag"), "en"));
    CHECK_FALSE(holds_for("{not: [{words: [bag]}, {language: nl}]}", post("bag"), "en"));
    CHECK(holds_for("{any: {words: [bag], language: nl}}", post("x"), "nl"));
}

TEST_CASE("conditions: unless, each member on its own vetoes") {
    const rule_set rules = rules_of(R"(rules:
  r:
    when: {words: [amsterdam]}
    unless: {words: [prachtig], language: [de]}
    then: {class: c}
)");
    CHECK(judged(rules, "amsterdam", "nl").message_class == "c");
    CHECK(judged(rules, "amsterdam is prachtig", "nl").message_class.empty());
    CHECK(judged(rules, "amsterdam", "de").message_class.empty());
}

TEST_CASE("conditions: a time of day, over midnight it belongs to the day it begins") {
    const std::string night =
        "{time: {zone: Europe/Amsterdam, days: [fri], from: '22:00', to: '06:00'}}";
    CHECK(holds_for(night, at("2026-03-06T22:00:00+01:00")));  // a Friday
    CHECK(holds_for(night, at("2026-03-07T05:59:59+01:00")));
    CHECK_FALSE(holds_for(night, at("2026-03-07T06:00:00+01:00")));
    CHECK_FALSE(holds_for(night, at("2026-03-06T05:00:00+01:00")));
    CHECK_FALSE(holds_for(night, at("2026-03-07T22:30:00+01:00")));
    const std::string day = "{time: {zone: Asia/Tokyo, from: '09:00', to: '17:30'}}";
    CHECK(holds_for(day, at("2026-03-06T00:00:00Z")));
    CHECK_FALSE(holds_for(day, at("2026-03-06T08:30:00Z")));
    CHECK(holds_for("{time: {zone: UTC, days: [mon, sun]}}", at("2026-03-08T23:59:59Z")));
    CHECK_FALSE(holds_for("{time: {zone: UTC, days: [mon]}}", at("2026-03-08T23:59:59Z")));
    CHECK(holds_for("{time: {zone: UTC, from: '20:00'}}", at("2026-03-08T23:59:59Z")));
    CHECK_FALSE(holds_for("{time: {zone: UTC}}", post("no time is known")));
}

TEST_CASE("conditions: daylight saving time moves the hours with the clock on the wall") {
    const std::string night =
        "{time: {zone: Europe/Amsterdam, days: [sat], from: '22:00', to: '06:00'}}";
    // Summer begins in this night: it is an hour shorter.
    CHECK(holds_for(night, at("2026-03-28T21:00:00Z")));
    CHECK(holds_for(night, at("2026-03-29T03:59:59Z")));
    CHECK_FALSE(holds_for(night, at("2026-03-29T04:00:00Z")));
    // And ends in this one: an hour longer, and the hour that is there twice is in it twice.
    CHECK(holds_for(night, at("2026-10-24T20:00:00Z")));
    CHECK(holds_for(night, at("2026-10-25T04:59:59Z")));
    CHECK_FALSE(holds_for(night, at("2026-10-25T05:00:00Z")));
    const std::string twice = "{time: {zone: Europe/Amsterdam, from: '02:30', to: '02:45'}}";
    CHECK(holds_for(twice, at("2026-10-25T00:30:00Z")));
    CHECK_FALSE(holds_for(twice, at("2026-10-25T01:00:00Z")));
    CHECK(holds_for(twice, at("2026-10-25T01:30:00Z")));
}

TEST_CASE("outcome: the class is of the most urgent rule that has one, the first of equals") {
    const rule_set rules = rules_of(R"(rules:
  a: {when: {words: [a]}, then: {class: complaint}}
  b: {when: {words: [b]}, then: {class: stranded, urgency: now}}
  c: {when: {words: [c]}, then: {class: outage, urgency: now}}
  d: {when: {words: [d]}, then: {urgency: high}}
  e: {when: {words: [e]}, then: {class: praise, urgency: low}}
  f: {when: {words: [f]}, then: {class: question}}
)");
    const auto of = [&](const char* text) {
        const outcome got = judged(rules, text);
        return got.message_class + " " + std::string(to_string(got.urgent));
    };
    CHECK(of("x") == " normal");
    CHECK(of("a") == "complaint normal");
    CHECK(of("a b") == "stranded now");
    CHECK(of("c b a") == "stranded now");
    CHECK(of("a d") == "complaint high");
    CHECK(of("d") == " high");
    CHECK(of("e") == "praise low");
    CHECK(of("e f") == "question normal");
    CHECK(of("f a") == "complaint normal");
}

TEST_CASE("outcome: topics and sinks add up in order, the first reason to ignore stands") {
    const rule_set rules = rules_of(R"(rules:
  spam: {when: {words: [casino]}, then: {ignore: "advertising", topics: [ads, money]}}
  vip: {when: {words: [klm]}, then: {topics: [brand, money], sinks: [pager, desk], case: join}}
  more: {when: {words: [klm]}, then: {ignore: later, sinks: [desk, mail], case: none}}
  stop: {when: {words: [stop]}, then: {do_not_watch: yes}}
  again: {when: {words: [stop]}, then: {do_not_watch: yes, case: open}}
)");
    const outcome got = judged(rules, "klm casino, stop");
    CHECK(names_of(got) == names{"spam", "vip", "more", "stop", "again"});
    CHECK(got.topics == names{"ads", "money", "brand"});
    CHECK(got.sinks == names{"pager", "desk", "mail"});
    CHECK(got.ignored_by == "spam");
    CHECK(got.ignored_why == "advertising");
    CHECK(got.do_not_watch);
    CHECK(got.do_not_watch_by == "stop");
    CHECK(got.case_ == case_action::join);
    CHECK(judged(rules, "nothing") == outcome{});
}

TEST_CASE("outcome: a rule sees the classes and topics of earlier rules only") {
    const rule_set rules = rules_of(R"(rules:
  early: {when: {class: [complaint]}, then: {topics: [early]}}
  first: {when: {words: [bad]}, then: {class: complaint, topics: [anger]}}
  worse: {when: {words: [stuck]}, then: {class: stranded, urgency: now}}
  late: {when: {class: [complaint], topic: anger}, then: {topics: [late]}}
  nothing: {when: {class: [none]}, then: {topics: [unclear]}}
)");
    CHECK(judged(rules, "bad").topics == names{"anger", "late"});
    CHECK(judged(rules, "bad, stuck").topics == names{"anger", "late"});
    CHECK(judged(rules, "stuck").topics.empty());
    CHECK(judged(rules, "x").topics == names{"unclear"});
}

TEST_CASE("outcome: a rule that matched names its words, without those of what is not") {
    const rule_set rules = rules_of(R"(rules:
  r:
    when:
      any: [{words: [a, b]}, {words: [c], language: nl}]
      not: {words: [z]}
    then: {class: c}
)");
    CHECK(judged(rules, "c b").matched == std::vector<rule_match>{{"r", {"b"}}});
    CHECK(judged(rules, "c b", "nl").matched == std::vector<rule_match>{{"r", {"b", "c"}}});
}

TEST_CASE("rule set: explaining gives the same outcome as evaluating") {
    const rule_set rules = rules_of(R"(rules:
  a: {when: {words: [klm]}, then: {class: complaint, topics: [t]}}
  b: {when: {class: complaint, language: nl}, unless: {words: [ba]}, then: {urgency: now}}
  c: {when: {any: [{addressed: yes}, {words: [weg]}]}, then: {sinks: [s]}}
)");
    for (const char* text : {"klm", "klm ba", "weg", "klm weg", ""}) {
        const message item = post(text);
        const explanation why = rules.explain({item, "nl"});
        CHECK(why.result == rules.evaluate({item, "nl"}));
        REQUIRE(why.rules.size() == 3);
        for (const rule_explanation& one : why.rules) {
            const auto matched = names_of(why.result);
            CHECK(one.matched == (std::ranges::find(matched, one.rule) != matched.end()));
        }
    }
    const message item = post("klm ba");
    const explanation why = rules.explain({item, "nl"});
    CHECK(why.rules[1].came_to() == 2);
    CHECK(why.rules[1].unless[0].held);
    CHECK(why.rules[1].when[0].why == "earlier rules said: complaint");
    CHECK(why.rules[2].when[0].parts[0].parts[0].why == "it does not address us");
}
