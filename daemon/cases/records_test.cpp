// Records: their JSON, what cannot be read, and that a history is remembered the same way whether
// it is held or loaded.
#include <random>

#include "cases/cases_fixture.hpp"
#include "cases/codec.hpp"

namespace earshot::cases {

namespace {

// Arbitrary values from a seed.
class arbitrary {
public:
    explicit arbitrary(unsigned seed) : random_(seed) {}

    std::int64_t number(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution(least, most)(random_);
    }
    bool flag() { return number(0, 1) == 1; }
    std::string text() {
        constexpr std::array parts{"",    "a/b",  "%2F", "\"\\\n", "\u00E9\u3042\U0001F600",
                                   "c17", "plain"};
        return std::string(parts.at(pick(parts.size()))) + parts.at(pick(parts.size()));
    }
    timestamp time() {
        return timestamp(duration(number(-62'000'000'000'000, 250'000'000'000'000)));
    }
    std::optional<timestamp> maybe() {
        return flag() ? std::optional(time()) : std::optional<timestamp>();
    }
    urgency urgent() { return static_cast<urgency>(number(0, 3)); }

    template <class Make>
    auto list(std::size_t most, Make make) {
        std::vector<decltype(make())> out(pick(most + 1));
        for (auto& one : out) one = make();
        return out;
    }
    std::vector<std::string> texts(std::size_t most) {
        return list(most, [&] { return text(); });
    }

private:
    std::size_t pick(std::size_t count) {
        return static_cast<std::size_t>(number(0, static_cast<std::int64_t>(count) - 1));
    }
    std::mt19937 random_;
};

void fill(arbitrary& any, person& out) {
    out.platform = any.text();
    out.id = any.text();
    out.handle = any.text();
    out.display_name = any.text();
    for (const std::string& tag : any.texts(max_languages))
        out.languages[tag] = any.number(1, 1'000);
    out.corrected_language = any.text();
    out.do_not_watch = any.flag();
    out.do_not_watch_since = any.time();
    out.do_not_watch_rule = any.text();
    out.ties = any.list(max_ties, [&] {
        return tie{any.text(), any.texts(max_evidence), static_cast<tie_state>(any.number(0, 2)),
                   any.text(), any.time()};
    });
    out.recent_cases = any.texts(max_recent_cases);
}

answer any_answer(arbitrary& any) {
    return {any.text(), any.time(), any.flag() ? answer::saw_all : any.number(0, 1'000'000),
            any.text()};
}

void fill(arbitrary& any, care_case& out) {
    out.id = any.text();
    out.person = any.text();
    out.platform = any.text();
    out.account = any.text();
    out.thread = any.text();
    out.threads = any.texts(max_threads);
    out.former = any.text();
    out.merged_into = any.text();
    out.absorbed = any.texts(max_absorbed);
    out.opened = any.time();
    out.last_word = any.maybe();
    out.last_answer = any.maybe();
    out.unanswered_since = any.maybe();
    out.closed_at = any.maybe();
    out.closed_by = any.text();
    out.turned = any.time();
    out.assigned = any.time();
    out.lost = any.number(0, 1'000'000);
    out.public_leg = any.flag();
    out.private_leg = any.flag();
    out.withdrawn = any.flag();
    out.other_account_answered = any.flag();
    out.message_class = any.text();
    out.urgent = any.urgent();
    out.judgements = any.list(max_judgements, [&] {
        return judgement{any.number(0, 1'000'000), any.text(), any.urgent()};
    });
    out.language = any.text();
    if (any.flag()) out.stars = static_cast<int>(any.number(1, 5));
    out.title = any.text();
    out.owner = any.text();
    out.messages = any.number(0, 1'000'000);
    out.live = any.number(0, 1'000'000);
    out.reopened = any.number(0, 1'000'000);
    out.followers = any.number(0, 1'000'000);
    out.under_way = any.number(0, 1'000'000);
    out.spread = any.number(0, 1'000'000);
    out.reached = any.list(max_levels, [&] { return any.number(1, 1'000'000); });
    out.words = any.list(max_words, [&] {
        return word{any.text(),      any.number(0, 1'000'000),
                    any.time(),      any.flag(),
                    any.text(),      any.urgent(),
                    any.text(),      any.time(),
                    any.number(0, 9)};
    });
    out.answers = any.list(max_answers, [&] { return any_answer(any); });
    out.links = any.list(
        max_links, [&] { return question_link{any.text(), any.text(), any.maybe(), any.flag()}; });
}

void fill(arbitrary& any, pointer& out) { out = {any.text(), any.flag(), any.text(), any.flag()}; }
void fill(arbitrary& any, reply_note& out) {
    out = {any.text(), any.text(),       any.text(), any.text(),
           any.text(), any.number(0, 9), any.flag(), any.text()};
}
void fill(arbitrary& any, loose_answers& out) {
    out.given =
        any.list(max_answers, [&] { return loose_answer{any.number(0, 1'000'000), any.time()}; });
}
void fill(arbitrary& any, awaiting& out) {
    out = {any.texts(max_waiting_children),
           any.list(max_waiting_children, [&] { return any_answer(any); })};
}
void fill(arbitrary& any, trace& out) { out = {any.texts(max_sharers + 1)}; }
void fill(arbitrary& any, day_count& out) {
    out = {any.number(0, 100), any.number(0, 100), any.number(0, 100), any.number(0, 100),
           any.number(0, 100)};
}
void fill(arbitrary&, mark&) {}

template <class Record>
void check_round_trip(arbitrary& any) {
    Record record;
    fill(any, record);
    const std::string body = encode(record);
    Record back;
    REQUIRE(decode(body, back));
    CHECK(back == record);
    CHECK(encode(back) == body);
}

}  // namespace

TEST_CASE("records: whatever is in one, its JSON gives it back") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        arbitrary any(seed);
        check_round_trip<person>(any);
        check_round_trip<care_case>(any);
        check_round_trip<pointer>(any);
        check_round_trip<reply_note>(any);
        check_round_trip<loose_answers>(any);
        check_round_trip<awaiting>(any);
        check_round_trip<trace>(any);
        check_round_trip<day_count>(any);
        check_round_trip<mark>(any);
    }
}

TEST_CASE("records: members of a later version are ignored") {
    memory in;
    REQUIRE(
        in.load("case/c1", R"({"v":2,"id":"c1","mood":{"deep":[1]},"words":[7,{"object":"1"}]})"));
    CHECK(in.find_case("c1")->words.size() == 1);
}

TEST_CASE("records: members that an earlier version did not write are as if nothing had happened") {
    memory in;
    REQUIRE(in.load("object/x/klm/1", R"({"v":1,"case":"c1"})"));
    REQUIRE(
        in.load("case/c1",
                R"({"v":1,"id":"c1","root":"1","closed_at":1772442000000,"closed_by":"Maria"})"));
    REQUIRE(in.load("reply/7", R"({"v":1,"case":"c1","by":"Steve"})"));
    lost(in, 7);
    CHECK(in.find_case("c1")->under_way == 0);
    follow(in, {"1", "rt", "x/klm/1", ticket_act::reopened, "Steve", {}, at("09:05")}, at("09:06"));
    CHECK_FALSE(in.find_case("c1")->closed_at);
}

TEST_CASE("records: what cannot be read is refused and leaves nothing") {
    memory in;
    for (const char* body : {"", "{", "[]", "{}", "{\"v\":\"1\"}", "\xFF"}) {
        CHECK(in.load("case/c1", body).error().code == "cases.bad_record");
        CHECK_FALSE(in.holds("case/c1"));
    }
    CHECK_FALSE(in.load("case/c1", R"({"v":1,"id":"c2"})"));
    CHECK(in.load("nonsense/1", "{\"v\":1}").error().code == "cases.bad_record");
}

TEST_CASE("records: damaged ones make nothing overflow or go round in circles") {
    memory in;
    REQUIRE(in.load("case/c1", R"({"v":1,"id":"c1","merged_into":"c2","followers":9e99})"));
    REQUIRE(in.load("case/c2", R"({"v":1,"id":"c2","merged_into":"c1"})"));
    CHECK_FALSE(in.find_case("c1"));
    care_case huge;
    REQUIRE(decode(R"({"v":1,"id":"c3","opened":-9223372036854775808,"spread":9223372036854775807,)"
                   R"("followers":9223372036854775807,"unanswered_since":9223372036854775807})",
                   huge));
    CHECK(line_of(huge, at("09:00")).weight > 0);
    CHECK(state_at(huge, at("09:00"), {}) == case_state::open);
}

TEST_CASE("records: what was decided stands above what is read later") {
    memory in;
    in.edit<pointer>("object/x/klm/1") = {"c9"};
    REQUIRE(in.load("object/x/klm/1", R"({"v":1,"case":"c1"})"));
    CHECK(in.find<pointer>("object/x/klm/1")->case_id == "c9");
    in.erase<pointer>("object/x/klm/1");
    REQUIRE(in.load("object/x/klm/1", R"({"v":1,"case":"c1"})"));
    CHECK_FALSE(in.find<pointer>("object/x/klm/1"));
    CHECK(in.changes() == std::vector<stored>{{"object/x/klm/1", ""}});
    in.forget_changes();
    CHECK(in.changes().empty());
}

TEST_CASE("records: names with separators in them are kept apart") {
    CHECK(object_key("x", "klm", "a/b") == "object/x/klm/a%2Fb");
    CHECK(thread_key("x", "klm", "a", "b/c") != thread_key("x", "klm", "a/b", "c"));
    CHECK(key_of({"a%2F"}) != key_of({"a/"}));
    CHECK(last_part(object_key("x", "klm", "a/%b")) == "a/%b");
    CHECK(kind_of("case/c1") == "case");
    CHECK(day_key(at("09:00"), "x", "klm") == "day/2026-03-02/x/klm");
}

TEST_CASE("records: any history is remembered the same, held or loaded") {
    // Twelve customers on two platforms who write, answer, edit, delete and share in any order, and
    // whose messages come in any order, as does what agents do; the fixture compares every step.
    for (unsigned seed = 0; seed < 60; ++seed) {
        arbitrary any(seed);
        desk on({.reach_levels = {3, 6}});
        std::vector<message> said;
        for (int i = 0; i < 60; ++i) {
            const std::string who = "p" + std::to_string(any.number(0, 5));
            message item = post(who, std::to_string(any.number(0, 40)),
                                at("09:00") + std::chrono::hours(any.number(0, 2'000)),
                                any.flag() ? "06 12345678 X7KQ2P" : "on twitter @customer_one");
            item.platform = any.flag() ? "x" : "facebook";
            item.by.handle = any.flag() ? "customer_" + who : "";
            item.by.display_name = any.number(0, 5) == 0 ? "Kim Lee" : "";
            item.kind = static_cast<message_kind>(any.number(0, 8));
            item.addressed = any.flag();
            if (any.flag()) item.parent_id = std::to_string(any.number(0, 40));
            if (any.number(0, 4) == 0) item.quoted_id = std::to_string(any.number(0, 40));
            if (any.number(0, 2) == 0) item.thread_id = "t" + std::to_string(any.number(0, 6));
            item.from = static_cast<direction>(std::max<std::int64_t>(0, any.number(-3, 2)));
            on.hear(item, {"", any.urgent(), "en"});
            said.push_back(item);
            const std::vector people{person_key(item), person_key(said.front())};
            if (any.number(0, 9) == 0)
                on.change(keys_for_people(people), [&](memory& in) {
                    return link(in, people[0], people[1], "Maria", item.created, on.set);
                });
            if (any.number(0, 19) == 0)
                on.change(keys_for_people(people),
                          [&](memory& in) { return unlink(in, people[0], people[1]); });
            const message& one = said[static_cast<std::size_t>(any.number(0, i))];
            if (any.number(0, 4) == 0) {
                const ticket_change news{{},
                                         "rt",
                                         name_of({one.platform, one.account, one.object_id}),
                                         static_cast<ticket_act>(any.number(0, 2)),
                                         "Kari",
                                         "Ola",
                                         any.flag() ? item.created : one.created};
                on.change(keys_for(news),
                          [&](memory& in) { return follow(in, news, item.created), true; });
            }
            if (any.number(0, 4) == 0) {
                const sequence sent = on.send(one);
                const std::vector keys{reply_key(sent), answers_key(one)};
                on.change(keys, [&](memory& in) { return approved(in, sent, one), true; });
                if (any.flag()) on.change(keys, [&](memory& in) { return lost(in, sent), true; });
            }
            if (any.number(0, 5) == 0)
                on.answer(one, "r" + std::to_string(any.number(0, 40)), item.created);
        }
        const auto cases = static_cast<std::int64_t>(on.whole.all_cases().size());
        CHECK(workload_of(on.days()).cases == cases);
        for (const care_case& one : on.whole.all_cases()) {
            CHECK(one.messages >= static_cast<std::int64_t>(one.words.size()));
            CHECK((one.unanswered_since.has_value() && !one.closed_at) ==
                  (on.table().contains(waiting_key(one.id))));
        }
    }
}

}  // namespace earshot::cases
