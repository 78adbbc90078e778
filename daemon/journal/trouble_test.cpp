#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "journal/journal_fixture.hpp"
#include "journal/write_health.hpp"
#include "store/database.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

// Files of this process cannot grow beyond so many bytes: what a full disk looks like.
class file_size_limit {
public:
    explicit file_size_limit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~file_size_limit() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

// Root may write everywhere: be nobody for a while.
class unprivileged {
public:
    unprivileged() { REQUIRE((geteuid() != 0 || seteuid(65'534) == 0)); }
    ~unprivileged() { static_cast<void>(seteuid(getuid())); }
};

arrival large(int number) {
    auto item = tweet(std::to_string(number));
    item.raw.assign(20'000, 'x');
    return from_x({item});
}

std::int64_t first_page_of_log(const std::filesystem::path& path) {
    stores::database file({"test", path}, stores::access::read_write);
    return file.number(
        "SELECT pageno FROM dbstat WHERE name = 'entry' AND pagetype = 'leaf' ORDER BY path");
}

result<std::unique_ptr<earshot::journal::journal>> open_at(const std::filesystem::path& path) {
    static boost::asio::io_context loop;
    static base::system_clock clock;
    static tests::recording_log log;
    return open_sqlite_journal(path, loop.get_executor(), clock, log);
}

}  // namespace

TEST_CASE("PAIN-37: on a full disk nothing is half stored, nothing is lost, and it goes on after") {
    fixture journal;
    journal.append(large(1));
    int stored = 1;
    {
        const file_size_limit full(2'000'000);
        result<std::vector<intake_counts>> outcome;
        do {
            std::vector<arrival> one;
            one.push_back(large(++stored));
            outcome = journal.attempt(journal->append(one));
        } while (outcome && stored < 1'000);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == "journal.disk_full");
        CHECK(outcome.error().kind == error_kind::transient);
        CHECK_THAT(outcome.error().detail, tests::contains(journal.path().string()));
        CHECK(journal.run(journal->newest()) == stored - 1);
    }
    CHECK(journal.log.has("journal.write_failed", "journal.disk_full"));
    CHECK(journal.append(large(stored)).stored == 1);
    journal.reopen();
    const auto line = journal.line("klm");
    CHECK(line.counts.stored == stored);
    CHECK(line.entries == stored);
}

// Both are in one commit: the journal waits for the other connection while the second comes.
TEST_CASE("trouble: a gap that was rolled back with what failed beside it is still told") {
    fixture journal;
    arrival away = from_x({});
    away.items.gaps.push_back({timestamp{duration{1}}, timestamp{duration{2}}, "away"});
    std::vector<arrival> too_much;
    for (int i = 0; i < 200; ++i) too_much.push_back(large(i));
    std::vector<bool> stored;
    {
        const file_size_limit full(2'000'000);
        stores::database other({"test", journal.path()}, stores::access::read_write);
        std::optional<stores::transaction> busy(std::in_place, other, stores::access::read_write);
        const auto spawn = [&](std::vector<arrival> items) {
            boost::asio::co_spawn(journal.loop(), journal->append(std::move(items)),
                                  [&](const std::exception_ptr&, const auto& outcome) {
                                      stored.push_back(outcome.has_value());
                                  });
        };
        spawn({away});
        spawn(std::move(too_much));
        journal.loop().restart();
        journal.loop().poll();
        busy.reset();
        while (stored.size() < 2) journal.loop().run_one();
    }
    CHECK(stored == std::vector<bool>{true, false});
    const auto entries = journal.run(journal->read(0, 10));
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].kind == entry_kind::gap);
}

TEST_CASE("trouble: a lease that was rolled back is still there") {
    fixture journal;
    journal.append(from_x({tweet("1")}));
    journal.enqueue_all({to("sink:helpdesk", 1, "a")});
    {
        const file_size_limit full(1);
        const auto outcome = journal.attempt(
            journal->lease("sink:helpdesk", journal.clock.now(), journal.clock.now(), 10));
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == "journal.disk_full");
    }
    const auto items = journal.lease("sink:helpdesk");
    REQUIRE(items.size() == 1);
    CHECK(items[0].attempts == 0);
}

TEST_CASE("trouble: what the desk made of a message is on disk with its position, or not at all") {
    fixture journal;
    journal.append(from_x({tweet("1")}));
    decisions made;
    made.position = 1;
    made.understandings.push_back({1, understanding{.case_id = "c1"}});
    made.memory.push_back({"thread/1", "c1"});
    {
        const file_size_limit full(1);
        CHECK(journal.attempt(journal->decide(made)).error().code == "journal.disk_full");
    }
    CHECK(journal.run(journal->desk_position()) == 0);
    CHECK(journal.attempt(journal->understanding_of(1)).error().kind == error_kind::gone);
    CHECK(journal.run(journal->recall({"thread/1"})).empty());
    journal.run(journal->decide(made));
    CHECK(journal.run(journal->understanding_of(1)).case_id == "c1");
}

TEST_CASE("trouble: a rolled back change of who is not to be watched has no effect") {
    fixture journal;
    auto gossip = tweet("1");
    gossip.addressed = false;
    const auto change = [&](bool on) {
        decisions made;
        made.unwatched.push_back({gossip.platform, gossip.by.id, on});
        return journal.attempt(journal->decide(made));
    };
    const auto fail_to_change = [&](bool on) {
        const file_size_limit full(1);
        CHECK(change(on).error().code == "journal.disk_full");
    };
    fail_to_change(true);
    CHECK(journal.append(from_x({gossip})).stored == 1);
    CHECK(change(true));
    fail_to_change(false);
    gossip.object_id = "2";
    CHECK(journal.append(from_x({gossip})).filtered == 1);
}

TEST_CASE("trouble: a directory that may not be written is called read-only") {
    const tests::temporary_directory in;
    REQUIRE(chmod(in.path().c_str(), 0555) == 0);
    const unprivileged now;
    const auto opened = open_at(in.path() / "journal.db");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "journal.read_only");
    CHECK(opened.error().kind == error_kind::permanent);
    CHECK_THAT(opened.error().detail,
               tests::contains(in.path().string()) && tests::contains("Permission denied"));
}

TEST_CASE("trouble: a file that may only be read is called read-only") {
    fixture journal;
    journal.close();
    REQUIRE(chmod(journal.path().c_str(), 0444) == 0);
    REQUIRE(chmod((journal.path().string() + ".lock").c_str(), 0666) == 0);
    REQUIRE(chmod(journal.directory.path().c_str(), 0777) == 0);
    const unprivileged now;
    const auto opened = open_at(journal.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "journal.read_only");
}

TEST_CASE("trouble: a file of something else is called corrupt, and left alone") {
    const tests::temporary_directory in;
    const std::string holiday(40'000, 'x');
    std::ofstream(in.path() / "journal.db") << holiday;
    const auto opened = open_at(in.path() / "journal.db");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "journal.corrupt");
    CHECK(opened.error().kind == error_kind::permanent);
    std::ifstream after(in.path() / "journal.db");
    CHECK(std::string(std::istreambuf_iterator(after), {}) == holiday);
}

TEST_CASE("trouble: damage found while reading is called corrupt") {
    fixture journal;
    std::vector<message> messages;
    for (int i = 0; i < 100; ++i) messages.push_back(tweet(std::to_string(i)));
    journal.append(from_x(messages));
    journal.close();
    std::fstream file(journal.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp((first_page_of_log(journal.path()) - 1) * 4'096).write("damaged!damaged!", 16);
    file.close();
    journal.open();
    const auto read = journal.attempt(journal->read(0, 1'000));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == "journal.corrupt");
}

TEST_CASE("trouble: a second daemon is told which process has the journal") {
    fixture journal;
    const auto opened = open_at(journal.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "journal.locked");
    CHECK_THAT(opened.error().detail, tests::contains("process " + std::to_string(getpid())));
    journal.close();
    CHECK(open_at(journal.path()));
}

TEST_CASE("trouble: a journal of a newer program is refused") {
    fixture journal;
    journal.close();
    stores::database({"test", journal.path()}, stores::access::read_write)
        .run("PRAGMA user_version = 99");
    const auto opened = open_at(journal.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == "journal.newer");
    CHECK_THAT(opened.error().detail, tests::contains("99"));
}

TEST_CASE("trouble: only the owner can read the journal") {
    const fixture journal;
    for (const char* end : {"", "-wal", "-shm", ".lock"}) {
        struct stat found{};
        REQUIRE(stat((journal.path().string() + end).c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0600);
    }
}

TEST_CASE("trouble: the operator is told once, reminded, and told when it is over") {
    base::manual_clock clock;
    tests::recording_log log;
    write_health health("/var/lib/earshot/journal.db", clock, log);
    const error full(error_kind::transient, "journal.disk_full", "No room");
    health.committed(duration{1});
    CHECK(log.events().empty());
    health.failed(full);
    health.failed(full);
    health.committed(duration{1});
    CHECK(log.events().size() == 1);
    clock.advance(std::chrono::minutes{1});
    health.failed(full);
    CHECK(log.events().size() == 2);
    clock.advance(std::chrono::seconds{10});
    health.committed(duration{1});
    health.committed(duration{1});
    CHECK(log.events().size() == 3);
    CHECK(log.has("journal.recovered"));
    health.committed(duration{1'500});
    CHECK(log.has("journal.slow", "took="));
}
