// What the desk understood, remembers and tells operators about its cases.
#include <random>

#include "journal/journal_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;
using std::chrono::minutes;

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

case_line waiting(std::string id, int minute) {
    return {.id = std::move(id),
            .platform = "x",
            .account = "klm",
            .opened = timestamp{minutes{1}},
            .unanswered_since = timestamp{minutes{minute}},
            .is_public = true,
            .message_class = "complaint"};
}

case_line answered(std::string id) {
    case_line made = waiting(std::move(id), 0);
    made.unanswered_since = timestamp{};
    return made;
}

case_line closed(std::string id) {
    case_line made = answered(std::move(id));
    made.open = false;
    return made;
}

std::vector<std::string> ids(const case_list& list) {
    std::vector<std::string> all;
    for (const case_line& each : list.lines) all.push_back(each.id);
    return all;
}

using names_of = std::vector<std::string>;

struct with_cases : fixture {
    void keep(std::vector<case_line> lines) {
        decisions made;
        made.cases = std::move(lines);
        run((*this)->decide(std::move(made)));
    }

    case_list list(case_filter which = {}) { return run((*this)->cases(std::move(which))); }
};

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

// --- cases ---------------------------------------------------------------------------------------

TEST_CASE("cases: the longest unanswered is first, then the one that more have seen") {
    with_cases journal;
    auto seen_by_many = waiting("c3", 20);
    seen_by_many.reach = 1'000'000;
    journal.keep(
        {waiting("c1", 30), waiting("c2", 20), seen_by_many, answered("c4"), closed("c5")});
    const auto all = journal.list();
    CHECK(ids(all) == names_of{"c3", "c2", "c1", "c4"});
    CHECK(all.matching == 4);
    CHECK(all.lines[0] == seen_by_many);
    CHECK(ids(journal.list({.unanswered_only = true})) == names_of{"c3", "c2", "c1"});
}

TEST_CASE("cases: one that was answered, closed or opened anew is listed as it is now") {
    with_cases journal;
    journal.keep({waiting("c1", 10), waiting("c2", 20)});
    journal.keep({answered("c1"), closed("c2")});
    CHECK(ids(journal.list()) == names_of{"c1"});
    CHECK(journal.list({.unanswered_only = true}).matching == 0);
    journal.keep({waiting("c2", 40)});
    journal.reopen();
    CHECK(ids(journal.list({.unanswered_only = true})) == names_of{"c2"});
}

TEST_CASE("cases: public ones, those of a class, those of an account") {
    with_cases journal;
    auto in_private = waiting("c2", 20);
    in_private.is_public = false;
    auto question = waiting("c3", 30);
    question.message_class = "question";
    auto elsewhere = waiting("c4", 40);
    elsewhere.account = "klm_uk";
    journal.keep({waiting("c1", 10), in_private, question, elsewhere});
    CHECK(ids(journal.list({.public_only = true})) == names_of{"c1", "c3", "c4"});
    CHECK(ids(journal.list({.classes = {"question", "praise \"x\""}})) == names_of{"c3"});
    CHECK(ids(journal.list({.account = "klm_uk"})) == names_of{"c4"});
}

TEST_CASE("cases: all that match are counted, as many as asked for are listed") {
    with_cases journal;
    journal.keep({waiting("c1", 10), waiting("c2", 20), answered("c3"), answered("c4")});
    const auto some = journal.list({.limit = 3});
    CHECK(ids(some) == names_of{"c1", "c2", "c3"});
    CHECK(some.matching == 4);
    CHECK(ids(journal.list({.limit = 1})) == names_of{"c1"});
    CHECK(journal.list({.limit = 0}).matching == 4);
}

TEST_CASE("load: customers' messages and cases are told apart, by when they came") {
    with_cases journal;
    const timestamp begin = journal.clock.now();
    auto ours = tweet("101");
    ours.from = direction::from_us;
    journal.append(from_x({tweet("100"), ours}));
    journal.clock.advance(minutes{1});
    journal.append(from_x({tweet("102"), tweet("103")}));
    journal.append(from_helpdesk({answer("r1", "100")}));
    journal.clock.advance(minutes{1});
    journal.append(from_x({tweet("104")}));
    auto first = waiting("c1", 0);
    first.opened = begin;
    auto second = closed("c2");
    second.opened = begin + minutes{1};
    journal.keep({first, second});
    const auto between = [&](int from, int to) {
        const auto load =
            journal.run(journal->load_between(begin + minutes{from}, begin + minutes{to}));
        return std::pair(load.messages, load.cases_opened);
    };
    CHECK(between(0, 1) == std::pair{1L, 1L});
    CHECK(between(1, 2) == std::pair{2L, 1L});
    CHECK(between(0, 9) == std::pair{4L, 2L});
    CHECK(between(-9, 0) == std::pair{0L, 0L});
    CHECK(between(2, 1) == std::pair{0L, 0L});
}

TEST_CASE("load: an empty journal has none") {
    fixture journal;
    const auto load = journal.run(journal->load_between(timestamp{}, timestamp::max()));
    CHECK(load.messages == 0);
    CHECK(load.cases_opened == 0);
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
        for (int i = below(3); i > 0; --i) move_case(made);
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
        for (const auto& [about, what] : understood_)
            CHECK(journal_.run(journal_->understanding_of(about)) == what);
        check_cases();
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

    void move_case(decisions& made) {
        case_line line = waiting("c" + std::to_string(below(20)), below(5));
        line.reach = below(3);
        line.is_public = below(2) == 0;
        line.open = below(3) != 0;
        made.cases.push_back(line);
        cases_[line.id] = line;
    }

    void check_cases() {
        std::vector<case_line> expected;
        for (const auto& [id, line] : cases_)
            if (line.open && line.is_public) expected.push_back(line);
        std::ranges::sort(expected, {}, [](const case_line& line) {
            return std::tuple(line.unanswered_since == timestamp{}, line.unanswered_since,
                              -line.reach, line.id);
        });
        CHECK(journal_.run(journal_->cases({.public_only = true})).lines == expected);
    }

    fixture journal_;
    std::mt19937 random_;
    sequence position_ = 0;
    std::map<std::string, std::string> memory_;
    std::map<sequence, understanding> understood_;
    std::map<std::string, case_line> cases_;
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
