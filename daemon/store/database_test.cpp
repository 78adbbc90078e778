#include "store/database.hpp"

#include <sys/stat.h>

#include <array>
#include <fstream>

#include "catch.hpp"
#include "store/file_lock.hpp"
#include "store/migrations.hpp"
#include "temporary_directory.hpp"

using namespace earshot;

namespace {

// The error that opening or using a database ends with.
template <class Body>
error failure_of(Body body) {
    try {
        body();
    } catch (const stores::failure& problem) {
        return problem.why;
    }
    return error(error_kind::transient, "none", "nothing failed");
}

stores::database open(const std::filesystem::path& file) {
    return stores::database({"test", file}, stores::access::read_write);
}

constexpr std::array two_steps{"CREATE TABLE a (n INTEGER) STRICT",
                               "ALTER TABLE a ADD COLUMN t TEXT NOT NULL DEFAULT ''"};

}  // namespace

TEST_CASE("database: a new file is readable by its owner only") {
    const tests::temporary_directory in;
    const auto file = open(in.path() / "new.db");
    struct stat found{};
    REQUIRE(::stat((in.path() / "new.db").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
}

TEST_CASE("database: texts keep every byte, also none") {
    const tests::temporary_directory in;
    auto file = open(in.path() / "new.db");
    file.run("CREATE TABLE t (a TEXT NOT NULL, b BLOB NOT NULL) STRICT");
    const std::string odd("a\0b\xff", 4);
    stores::statement(file, "INSERT INTO t VALUES (?, ?)")
        .run(std::string_view(), stores::blob{odd});
    stores::statement select(file, "SELECT a, b FROM t");
    auto rows = select();
    REQUIRE(rows.next());
    CHECK(rows.text(0).empty());
    CHECK(rows.text(1) == odd);
}

TEST_CASE("database: an uncommitted transaction leaves nothing") {
    const tests::temporary_directory in;
    auto file = open(in.path() / "new.db");
    file.run("CREATE TABLE t (n INTEGER) STRICT");
    {
        stores::transaction undone(file, stores::access::read_write);
        file.run("INSERT INTO t VALUES (1)");
    }
    CHECK(file.number("SELECT count(*) FROM t") == 0);
}

TEST_CASE("database: a file of something else is called corrupt") {
    const tests::temporary_directory in;
    std::ofstream(in.path() / "photo.db") << std::string(8'192, 'x');
    const auto why = failure_of([&] { open(in.path() / "photo.db"); });
    CHECK(why.code == "test.corrupt");
    CHECK(why.kind == error_kind::permanent);
    CHECK_THAT(why.detail, tests::contains("photo.db") && tests::contains("backup"));
}

TEST_CASE("database: a missing directory is an I/O error that says so") {
    const tests::temporary_directory in;
    const auto why = failure_of([&] { open(in.path() / "nowhere" / "new.db"); });
    CHECK(why.code == "test.io");
    CHECK(why.kind == error_kind::transient);
    CHECK_THAT(why.detail, tests::contains("nowhere") && tests::contains("No such file"));
}

TEST_CASE("database: a full file is told apart, and goes on when there is room") {
    const tests::temporary_directory in;
    auto file = open(in.path() / "new.db");
    file.run("CREATE TABLE t (b BLOB) STRICT");
    file.run("PRAGMA max_page_count = 10");
    const std::string big(100'000, 'x');
    stores::statement insert(file, "INSERT INTO t VALUES (?)");
    const auto why = failure_of([&] { insert.run(stores::blob{big}); });
    CHECK(why.code == "test.disk_full");
    CHECK(why.kind == error_kind::transient);
    file.run("PRAGMA max_page_count = 1000");
    CHECK(insert.run(stores::blob{big}));
}

TEST_CASE("database: a file held by another writer is locked, not broken") {
    const tests::temporary_directory in;
    auto one = open(in.path() / "new.db");
    auto two = open(in.path() / "new.db");
    two.run("PRAGMA busy_timeout = 0");
    stores::transaction held(one, stores::access::read_write);
    const auto why =
        failure_of([&] { stores::transaction refused(two, stores::access::read_write); });
    CHECK(why.code == "test.locked");
    CHECK(why.kind == error_kind::transient);
}

TEST_CASE("migrations: a new file gets every step, an old one the missing ones") {
    const tests::temporary_directory in;
    {
        auto file = open(in.path() / "new.db");
        stores::migrate(file, std::span(two_steps).first(1));
        CHECK(file.number("PRAGMA user_version") == 1);
        file.run("INSERT INTO a VALUES (7)");
    }
    auto file = open(in.path() / "new.db");
    stores::migrate(file, two_steps);
    stores::migrate(file, two_steps);
    CHECK(file.number("PRAGMA user_version") == 2);
    CHECK(file.number("SELECT n FROM a WHERE t = ''") == 7);
}

TEST_CASE("migrations: a step that fails leaves the version before it") {
    const tests::temporary_directory in;
    auto file = open(in.path() / "new.db");
    constexpr std::array broken{"CREATE TABLE a (n INTEGER) STRICT",
                                "CREATE TABLE b (n INTEGER) STRICT; CREATE TABLE a (n INTEGER)"};
    CHECK(failure_of([&] { stores::migrate(file, broken); }).code == "test.internal");
    CHECK(file.number("PRAGMA user_version") == 1);
    CHECK(file.number("SELECT count(*) FROM sqlite_schema WHERE name = 'b'") == 0);
}

TEST_CASE("migrations: a file of a newer program is refused") {
    const tests::temporary_directory in;
    auto file = open(in.path() / "new.db");
    file.run("PRAGMA user_version = 9");
    const auto why = failure_of([&] { stores::migrate(file, two_steps); });
    CHECK(why.code == "test.newer");
    CHECK_THAT(why.detail, tests::contains("version 9") && tests::contains("newer program"));
}

TEST_CASE("file lock: the second one is told who holds it") {
    const tests::temporary_directory in;
    const stores::file_name name{"test", in.path() / "a.lock"};
    {
        const stores::file_lock first(name);
        const auto why = failure_of([&] { const stores::file_lock second(name); });
        CHECK(why.code == "test.locked");
        CHECK_THAT(why.detail, tests::contains("process " + std::to_string(::getpid())));
    }
    CHECK_NOTHROW(stores::file_lock(name));
}
