#include "journal/schema.hpp"

#include "earshot/signature.hpp"
#include "journal/journal_fixture.hpp"
#include "store/migrations.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

// As the first version left it: two messages, one delivered, one waiting, and a duplicate.
void write_first_version(const std::filesystem::path& path) {
    stores::database file({"test", path}, stores::access::read_write);
    stores::migrate(file, schema_steps().first(1));
    stores::statement add(file, "INSERT INTO entry VALUES (?, 1000, 0, ?)");
    add.run(1, to_json(tweet("100")));
    add.run(2, to_json(tweet("101")));
    file.run(R"sql(
        INSERT INTO account VALUES (1, 'x', 'klm', 3, 2, 1, 0, 0);
        INSERT INTO cursor VALUES (1, 'since:101');
        INSERT INTO message VALUES (1, '100', '', 1), (1, '101', '', 2);
        INSERT INTO raw VALUES (1, CAST('{"id":"100"}' AS BLOB));
        INSERT INTO position VALUES ('desk', 2);
        INSERT INTO destination VALUES (1, 'sink:helpdesk', 2, 1, 0, 0);
        INSERT INTO outbox VALUES (5, 1, 0, 1, 2, 0, 1000, 0, 0, 0, 'a', 'entry-2');
    )sql");
}

struct first_version : fixture {
    first_version() {
        close();
        for (const auto& file : std::filesystem::directory_iterator(directory.path()))
            std::filesystem::remove(file);
        write_first_version(path());
    }
};

// As the fourth step left it: two messages of a case, both delivered to a helpdesk.
struct fourth_version : fixture {
    fourth_version() {
        close();
        for (const auto& file : std::filesystem::directory_iterator(directory.path()))
            std::filesystem::remove(file);
        stores::database file({"test", path()}, stores::access::read_write);
        stores::migrate(file, schema_steps().first(4));
        stores::statement add(file, "INSERT INTO entry VALUES (?, ?, ?, ?)");
        add.run(1, 1'000, 0, to_json(tweet("100")));
        add.run(2, 1'000, 0, to_json(tweet("101")));
        add.run(3, 5'000, 2, taken_by("sink:rt"));
        add.run(4, 6'000, 2, taken_by("sink:gone"));
        file.run("INSERT INTO destination VALUES (1, 'sink:rt', 2, 2, 0, 0)");
    }

    static std::string taken_by(const std::string& sink) {
        return R"({"destination":")" + sink +
               R"(","items":[{"about":1,"id":"7","url":""},{"about":2,"id":"8","url":""}]})";
    }
};

}  // namespace

TEST_CASE("schema: what a helpdesk had before there was a table for it is known") {
    fourth_version journal;
    journal.open();
    const auto had = [&](int second) {
        const timestamp by{std::chrono::seconds{second}};
        return journal.run(journal->handed_over("sink:rt", "case/c1", {1, 2}, by));
    };
    CHECK(had(3).empty());
    CHECK(had(5) == std::vector<sequence>{1, 2});
    const auto on_the_way = [&](int second) {
        const timestamp by{std::chrono::seconds{second}};
        return journal.run(journal->on_the_way("sink:rt", "case/c1", {1, 2}, by));
    };
    CHECK(on_the_way(3) == std::vector<sequence>{1, 2});
    CHECK(on_the_way(5).empty());
}

TEST_CASE("schema: a journal of the first version goes on with all it has") {
    first_version journal;
    journal.open();
    CHECK(message_from_json(journal.run(journal->read(0, 10)).at(1).body) == [] {
        auto item = tweet("101");
        item.raw.clear();
        return item;
    }());
    CHECK(journal.run(journal->raw(1)) == R"({"id":"100"})");
    CHECK(journal.run(journal->cursor("x", "klm")) == "since:101");
    CHECK(journal.run(journal->desk_position()) == 2);
    CHECK(journal.line("klm").counts == intake_counts{.received = 3, .stored = 2, .duplicates = 1});
    CHECK(journal.run(journal->account()).closes());
    const auto items = journal.lease("sink:helpdesk");
    REQUIRE(items.size() == 1);
    CHECK(items[0].about.seq == 2);
    CHECK(items[0].understood == understanding{});
    journal.settle(done(items[0].id));
    CHECK(journal.append(from_x({tweet("100"), tweet("102")})) ==
          intake_counts{.received = 2, .stored = 1, .duplicates = 1});
}

TEST_CASE("schema: a journal of the first version can do what is new") {
    first_version journal;
    journal.open();
    decisions made;
    made.position = 2;
    made.understandings.push_back({1, understanding{.case_id = "c1"}});
    made.memory.push_back({"thread/100", "c1"});
    made.unwatched.push_back({"x", tweet("").by.id, true});
    journal.run(journal->decide(made));
    journal.reopen();
    CHECK(journal.run(journal->understanding_of(1)).case_id == "c1");
    CHECK(journal.run(journal->recall({"thread/100"})).size() == 1);
    auto gossip = tweet("103");
    gossip.addressed = false;
    CHECK(journal.append(from_x({gossip})).filtered == 1);
    CHECK(journal.run(journal->account()).closes());
}

// Journals in use have run it: a change would never reach them.
TEST_CASE("schema: the first step is as it was released") {
    const std::string step = schema_steps()[0];
    CHECK(to_hex(digest(hash::sha256, step)) ==
          "78d793a1e0cfe19c180a7218a6453ac274e58196af9f3cb41d1d97b26fb379c6");
}
