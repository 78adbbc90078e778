#include "journal/hour_ledger.hpp"

#include "journal/journal_fixture.hpp"
#include "store/migrations.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> lines(fixture& journal, hour_filter which = {}) {
    std::vector<std::string> out;
    for (const hour_line& one : journal.run(journal->hours(std::move(which))))
        out.push_back(one.account + " " + format_rfc3339(one.hour).substr(11, 5) + " " +
                      std::to_string(one.counts.received) + " " +
                      std::to_string(one.counts.stored));
    return out;
}

// Changes the file behind the journal's back.
void tamper(fixture& journal, const std::string& sql) {
    journal.close();
    {
        stores::database file({"test", journal.path()}, stores::access::read_write);
        file.run(sql);
    }
    journal.open();
}

std::vector<std::string> broken(fixture& journal) {
    std::vector<std::string> out;
    for (const broken_sum& one : journal.run(journal->account()).broken())
        out.push_back(one.whose + ": " + one.sum + " " + std::to_string(one.left) + " " +
                      std::to_string(one.right));
    return out;
}

}  // namespace

TEST_CASE("PAIN-7: what came in is counted by account and hour, and the hours add up") {
    fixture journal;
    journal.append(from_x({tweet("1"), tweet("2")}));
    journal.clock.advance(59min);
    journal.append(from_x({tweet("2")}));
    journal.clock.advance(1min);
    journal.append(from_x({tweet("3")}));
    journal.append(from_helpdesk({answer("a", "1")}));
    CHECK(lines(journal) ==
          std::vector<std::string>{"helpdesk 01:00 1 1", "klm 00:00 3 2", "klm 01:00 1 1"});
    const ledger_line klm = journal.line("klm");
    CHECK(klm.by_hour == klm.counts);
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("ledger: hours are asked for by account and time") {
    fixture journal;
    for (int i = 0; i < 4; ++i) {
        journal.append(from_x({tweet(std::to_string(i))}));
        journal.append(from_helpdesk({answer(std::to_string(i), "1")}));
        journal.clock.advance(1h);
    }
    const timestamp begin{std::chrono::days{20'500}};
    CHECK(lines(journal, {.account = "klm", .from = begin + 1h, .to = begin + 3h}) ==
          std::vector<std::string>{"klm 01:00 1 1", "klm 02:00 1 1"});
    CHECK(lines(journal, {.account = "klm", .limit = 1}).size() == 1);
}

TEST_CASE("PAIN-7: a sum that does not hold is named, by account and by hour") {
    fixture journal;
    journal.append(from_x({tweet("1"), tweet("2")}));
    journal.clock.advance(1h);
    journal.append(from_x({tweet("3")}));
    CHECK(broken(journal).empty());
    SECTION("an entry is missing") {
        tamper(journal, "DELETE FROM message WHERE object_id = '2'");
        CHECK(broken(journal) ==
              std::vector<std::string>{"x/klm: stored = entries in the log 3 2"});
    }
    SECTION("an hour is wrong") {
        tamper(journal, "UPDATE account_hour SET stored = 1 WHERE stored = 2");
        CHECK(broken(journal) ==
              std::vector<std::string>{"x/klm: stored = the sum of its hours 3 2",
                                       "x/klm: hours in which the sum does not hold = 0 1 0"});
    }
    SECTION("a total is wrong") {
        tamper(journal, "UPDATE account SET received = 4");
        CHECK(broken(journal).size() == 2);
    }
    CHECK_FALSE(journal.run(journal->account()).closes());
}

TEST_CASE("ledger: what was counted before there were hours stands in hour 0") {
    fixture journal;
    journal.append(from_x({tweet("1"), tweet("2"), tweet("2")}));
    tamper(journal,
           "DELETE FROM account_hour; DROP TABLE account_seen; DROP TABLE alive;"
           " DROP INDEX reply_said; DROP TABLE handed_over; DROP TABLE refused_answer; DROP TABLE "
           "sink;"
           " ALTER TABLE outbox DROP COLUMN given;"
           " PRAGMA user_version = 3");
    CHECK(journal.run(journal->account()).closes());
    journal.append(from_x({tweet("3")}));
    const auto all = journal.run(journal->hours({}));
    REQUIRE(all.size() == 2);
    CHECK(all[0].hour == timestamp{});
    CHECK(all[0].counts == intake_counts{.received = 3, .stored = 2, .duplicates = 1});
    CHECK(journal.run(journal->account()).closes());
}

TEST_CASE("ledger: an account is last heard of when anything comes, also what is known") {
    fixture journal;
    CHECK(journal.run(journal->activity()).empty());
    journal.append(from_x({tweet("1")}));
    const timestamp first = journal.clock.now();
    journal.clock.advance(5min);
    journal.append(from_x({tweet("1")}));
    const auto seen = journal.run(journal->activity());
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].last_stored == first);
    CHECK(seen[0].last_received == journal.clock.now());
    CHECK(seen[0].gaps == 0);
}

TEST_CASE("journal: when the daemon was last there is known to the next run") {
    fixture journal;
    CHECK(journal.run(journal->last_alive()) == timestamp{});
    journal.run(journal->note_alive(timestamp{1'000ms}));
    journal.run(journal->note_alive(timestamp{2'000ms}));
    journal.reopen();
    CHECK(journal.run(journal->last_alive()) == timestamp{2'000ms});
}
