// What the desk understood, remembers and was told.
#include <random>

#include "journal/journal_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

understanding in_dutch(std::string case_id) {
    understanding what;
    what.language = {.tag = "nl", .confidence = 0.97, .evidence = {"words: nl"}};
    what.message_class = "complaint";
    what.urgent = urgency::high;
    what.case_id = std::move(case_id);
    return what;
}

decisions about(sequence position, understanding what) {
    decisions made;
    made.position = position;
    made.understandings.push_back({position, std::move(what)});
    return made;
}

decisions remembering(std::vector<remembered> items) {
    decisions made;
    made.memory = std::move(items);
    return made;
}

}  // namespace

// --- understandings ------------------------------------------------------------------------------

TEST_CASE("desk: what was understood of a message is kept with the position") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    CHECK(journal.attempt(journal->understanding_of(1)).error().kind == error_kind::gone);
    journal.run(journal->decide(about(1, in_dutch("c1"))));
    journal.reopen();
    CHECK(journal.run(journal->desk_position()) == 1);
    CHECK(journal.run(journal->understanding_of(1)) == in_dutch("c1"));
    journal.run(journal->decide(about(1, in_dutch("c2"))));
    CHECK(journal.run(journal->understanding_of(1)).case_id == "c2");
}

TEST_CASE("desk: why an answer was refused is found by the answer") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    CHECK(journal.attempt(journal->refusal_of(1)).error().kind == error_kind::gone);
    decisions made;
    made.position = 1;
    made.refused.push_back({1, "publish:klm", {error_kind::invalid, "reply.too_long", "shorten"}});
    journal.run(journal->decide(made));
    journal.reopen();
    const entry why = journal.run(journal->refusal_of(1));
    CHECK(why.seq == journal.run(journal->newest()));
    CHECK(why.kind == entry_kind::refused);
    CHECK_THAT(why.body, tests::contains("\"code\":\"reply.too_long\""));
    CHECK(journal.attempt(journal->refusal_of(2)).error().kind == error_kind::gone);
}

TEST_CASE("desk: what is handed out comes with what was understood of it") {
    fixture journal;
    journal.append(from_x({tweet("100"), tweet("101")}));
    auto made = about(2, in_dutch("c1"));
    made.enqueued = {to("sink:helpdesk", 1, "a"), to("sink:helpdesk", 2, "b")};
    journal.run(journal->decide(made));
    const auto items = journal.lease("sink:helpdesk");
    REQUIRE(items.size() == 2);
    CHECK(items[0].understood == understanding{});
    CHECK(items[1].understood == in_dutch("c1"));
    CHECK(message_from_json(items[1].about.body)->object_id == "101");
}

TEST_CASE("desk: a dead letter that is replayed has what was understood, too") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    auto made = about(1, in_dutch("c1"));
    made.enqueued = {to("sink:helpdesk", 1, "a")};
    journal.run(journal->decide(made));
    journal.settle(dead(journal.lease("sink:helpdesk").front().id, "http.refused"));
    journal.run(journal->replay_dead({}, false));
    CHECK(journal.lease("sink:helpdesk").front().understood == in_dutch("c1"));
}

// --- memory --------------------------------------------------------------------------------------

TEST_CASE("memory: what is recalled is what was found, in the order of the keys, each once") {
    fixture journal;
    journal.run(journal->decide(remembering({{"b", "2"}, {"a", "1"}, {"c", "3"}})));
    journal.reopen();
    CHECK(journal.run(journal->recall({"c", "a", "x", "c"})) ==
          std::vector<remembered>{{"a", "1"}, {"c", "3"}});
    CHECK(journal.run(journal->recall({})).empty());
}

TEST_CASE("memory: the newest body stands, an empty one is forgotten") {
    fixture journal;
    journal.run(journal->decide(remembering({{"a", "1"}, {"b", "1"}})));
    journal.run(journal->decide(remembering({{"a", ""}, {"b", "2"}, {"unknown", ""}})));
    journal.run(journal->decide(remembering({{"b", "3"}, {"b", "4"}})));
    CHECK(journal.run(journal->recall({"a", "b"})) == std::vector<remembered>{{"b", "4"}});
}

TEST_CASE("memory: a range of keys is recalled from its first on, before its last, up to a limit") {
    fixture journal;
    journal.run(journal->decide(remembering({{"case/1", "a"}, {"case/2", "b"}, {"case0", "c"}})));
    const auto between = [&](int limit) {
        return journal.run(journal->recall_between("case/", "case0", limit));
    };
    CHECK(between(10) == std::vector<remembered>{{"case/1", "a"}, {"case/2", "b"}});
    CHECK(between(1) == std::vector<remembered>{{"case/1", "a"}});
    CHECK(journal.run(journal->recall_between("x", "z", 10)).empty());
}

TEST_CASE("memory: thousands of keys are recalled at a time") {
    fixture journal;
    std::vector<remembered> items;
    std::vector<std::string> keys;
    for (int i = 0; i < 5'000; ++i) {
        keys.push_back("thread/x/klm/" + std::to_string(i));
        if (i % 2 == 0) items.push_back({keys.back(), std::string(200, 'm')});
    }
    journal.run(journal->decide(remembering(items)));
    std::ranges::sort(items, {}, &remembered::key);
    CHECK(journal.run(journal->recall(keys)) == items);
}

// --- commands ------------------------------------------------------------------------------------

TEST_CASE("commands: what a person told the desk is an entry in the log, and no message") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    const auto seq = journal.run(journal->record(R"({"do":"close","case":"c1"})"));
    CHECK(seq == 2);
    journal.reopen();
    const auto entries = journal.run(journal->read(1, 10));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == entry_kind::command);
    CHECK(entries[0].at == journal.clock.now());
    CHECK(entries[0].body == R"({"do":"close","case":"c1"})");
    CHECK(journal.run(journal->account()).closes());
}

// --- all of it, against a model ------------------------------------------------------------------

namespace {

class history {
public:
    explicit history(unsigned seed) : random_(seed) {}

    void step() {
        decisions made;
        made.position = ++position_;
        for (int i = below(4); i > 0; --i) remember(made);
        for (int i = below(3); i > 0; --i) understand(made);
        journal_.run(journal_->decide(std::move(made)));
        if (below(20) == 0) journal_.reopen();
    }

    void check() {
        CHECK(journal_.run(journal_->desk_position()) == position_);
        std::vector<std::string> keys;
        for (int i = 0; i < 30; ++i) keys.push_back(key(i));
        std::vector<remembered> expected;
        for (const auto& [key, body] : memory_) expected.push_back({key, body});
        CHECK(journal_.run(journal_->recall(keys)) == expected);
        CHECK(journal_.run(journal_->recall_between("key", "kez", 100)) == expected);
        for (const auto& [about, what] : understood_)
            CHECK(journal_.run(journal_->understanding_of(about)) == what);
    }

private:
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }

    static std::string key(int number) { return "key " + std::to_string(number); }

    void remember(decisions& made) {
        const std::string name = key(below(30));
        const std::string body = below(3) == 0 ? "" : std::to_string(below(1'000));
        made.memory.push_back({name, body});
        memory_[name] = body;
        if (body.empty()) memory_.erase(name);
    }

    void understand(decisions& made) {
        const sequence about = 1 + below(20);
        made.understandings.push_back({about, in_dutch("c" + std::to_string(below(100)))});
        understood_[about] = made.understandings.back().what;
    }

    fixture journal_;
    std::mt19937 random_;
    sequence position_ = 0;
    std::map<std::string, std::string> memory_;
    std::map<sequence, understanding> understood_;
};

}  // namespace

TEST_CASE("desk: in any history all of it is as last decided") {
    const auto seed = GENERATE(1U, 2U, 3U);
    history some(seed);
    for (int i = 0; i < 200; ++i) {
        some.step();
        if (i % 10 == 0) some.check();
    }
    some.check();
}
