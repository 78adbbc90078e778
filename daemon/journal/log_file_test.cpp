#include "journal/log_file.hpp"

#include <fstream>

#include "journal/journal_fixture.hpp"
#include "journal/schema.hpp"
#include "store/migrations.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

error refusal_of(const std::filesystem::path& path) {
    auto opened = open_log_file(path);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == error_kind::permanent);
    CHECK_THAT(opened.error().detail, tests::contains(path.string()));
    return opened.error();
}

std::unique_ptr<log_file> opened(const std::filesystem::path& path) {
    auto file = open_log_file(path);
    if (!file) throw std::runtime_error(to_string(file.error()));
    return std::move(*file);
}

}  // namespace

TEST_CASE("log file: it is read while a daemon has the journal open and writes on") {
    fixture journal;
    journal.append(from_x({tweet("100"), tweet("101")}));
    const auto file = opened(journal.path());
    CHECK(file->read(0, 10)->size() == 2);
    CHECK(file->read(1, 10)->front().seq == 2);
    CHECK(file->read(0, 1)->size() == 1);
    journal.append(from_x({tweet("102")}));
    CHECK(message_from_json(file->read(2, 10)->front().body)->object_id == "102");
    journal.close();
    CHECK(file->read(0, 10)->size() == 3);
}

TEST_CASE("log file: what was understood is there, or nothing yet") {
    fixture journal;
    journal.append(from_x({tweet("100")}));
    const auto file = opened(journal.path());
    CHECK(*file->understanding_of(1) == std::nullopt);
    decisions made;
    made.position = 1;
    made.understandings.push_back({1, understanding{.case_id = "c1"}});
    journal.run(journal->decide(made));
    CHECK(file->understanding_of(1).value()->case_id == "c1");
}

TEST_CASE("log file: a journal of the first version is read, and left as it is") {
    const tests::temporary_directory in;
    const auto path = in.path() / "journal.db";
    {
        stores::database old({"test", path}, stores::access::read_write);
        stores::migrate(old, schema_steps().first(1));
        stores::statement(old, "INSERT INTO entry VALUES (1, 1000, 0, ?)")
            .run(to_json(tweet("100")));
    }
    const auto file = opened(path);
    CHECK(file->read(0, 10)->size() == 1);
    CHECK(*file->understanding_of(1) == std::nullopt);
    stores::database after({"test", path}, stores::access::read);
    CHECK(after.number("PRAGMA user_version") == 1);
}

TEST_CASE("log file: a file that is not there is called so, and not made") {
    const tests::temporary_directory in;
    const auto why = refusal_of(in.path() / "journal.db");
    CHECK(why.code == "journal.no_file");
    CHECK_FALSE(std::filesystem::exists(in.path() / "journal.db"));
    CHECK(refusal_of(in.path()).code == "journal.no_file");
}

TEST_CASE("log file: what is no journal is refused") {
    const tests::temporary_directory in;
    std::ofstream(in.path() / "holiday.jpg") << std::string(40'000, 'x');
    CHECK(refusal_of(in.path() / "holiday.jpg").code == "journal.corrupt");
    std::ofstream(in.path() / "empty.db").close();
    CHECK(refusal_of(in.path() / "empty.db").code == "journal.not_one");
    stores::database({"test", in.path() / "state.db"}, stores::access::read_write)
        .run("CREATE TABLE value (key TEXT)");
    CHECK(refusal_of(in.path() / "state.db").code == "journal.not_one");
}

TEST_CASE("log file: a journal of a newer program is refused") {
    fixture journal;
    journal.close();
    stores::database({"test", journal.path()}, stores::access::read_write)
        .run("PRAGMA user_version = 99");
    CHECK(refusal_of(journal.path()).code == "journal.newer");
}
