// The cost of a message must not grow with the journal: no query that runs for each message may
// walk through a table or sort.
#include <sqlite3.h>

#include "catch.hpp"
#include "journal/care_record.hpp"
#include "journal/delivery_log.hpp"
#include "journal/intake_log.hpp"
#include "journal/log_reader.hpp"
#include "journal/memory_reader.hpp"
#include "journal/overview.hpp"
#include "store/migrations.hpp"
#include "temporary_directory.hpp"

using namespace earshot;

namespace {

// Asked by operators, or once after opening.
bool rare(std::string_view sql) {
    return sql.find("FROM dead_letter d") != sql.npos || sql == "SELECT hash FROM unwatched";
}

std::vector<std::string> prepared_on(const stores::database& file) {
    std::vector<std::string> all;
    for (auto* next = sqlite3_next_stmt(file.connection(), nullptr); next;
         next = sqlite3_next_stmt(file.connection(), next))
        all.emplace_back(sqlite3_sql(next));
    return all;
}

std::string plan_of(stores::database& file, const std::string& sql) {
    std::string plan;
    stores::statement explain(file, "EXPLAIN QUERY PLAN " + sql);
    for (auto row = explain(); row.next();) plan.append(row.text(3)).append("\n");
    return plan;
}

void fill_memory(stores::database& file, int waiting, int others) {
    journal::do_not_watch people(file);
    journal::care_record care(file, people);
    journal::decisions made;
    for (int i = 0; i < others; ++i) made.memory.push_back({"case/c" + std::to_string(i), "{}"});
    for (int i = 0; i < others; ++i) made.memory.push_back({"word/x/" + std::to_string(i), "{}"});
    for (int i = 0; i < waiting; ++i) made.memory.push_back({"waiting/" + std::to_string(i), "{}"});
    stores::transaction all(file, stores::access::read_write);
    care.keep(made);
    all.commit();
}

// How many steps SQLite's machine takes for what is asked.
class step_count {
public:
    explicit step_count(stores::database& on) : on_(on) {
        sqlite3_trace_v2(on.connection(), SQLITE_TRACE_PROFILE, &add, &steps_);
    }
    ~step_count() { sqlite3_trace_v2(on_.connection(), 0, nullptr, nullptr); }

    int steps() const { return steps_; }

private:
    static int add(unsigned, void* steps, void* query, void*) {
        *static_cast<int*>(steps) +=
            sqlite3_stmt_status(static_cast<sqlite3_stmt*>(query), SQLITE_STMTSTATUS_VM_STEP, 1);
        return 0;
    }

    stores::database& on_;
    int steps_ = 0;
};

}  // namespace

TEST_CASE("queries: those that run for each message find their rows by key, without sorting") {
    const tests::temporary_directory in;
    stores::database file({"journal", in.path() / "journal.db"}, stores::access::read_write);
    stores::migrate(file, journal::schema_steps());
    journal::names names(file);
    journal::entries entries(file);
    journal::inbox inbox(file);
    journal::do_not_watch people(file);
    const journal::intake_log intake(file, names, entries, inbox, people);
    const journal::care_record care(file, people);
    journal::outbox outbox(file);
    const journal::delivery_log delivery(file, names, entries, outbox);
    const journal::log_reader reader(file);
    const journal::memory_reader memory(file);
    const auto all = prepared_on(file);
    CHECK(all.size() > 30);
    for (const std::string& sql : all) {
        if (rare(sql)) continue;
        const std::string plan = plan_of(file, sql);
        INFO(sql << "\n" << plan);
        CHECK(plan.find("SCAN") == plan.npos);
        CHECK(plan.find("TEMP B-TREE") == plan.npos);
    }
}

TEST_CASE("queries: who waits is read from the memory without walking over the rest of it") {
    const tests::temporary_directory in;
    stores::database file({"journal", in.path() / "journal.db"}, stores::access::read_write);
    stores::migrate(file, journal::schema_steps());
    fill_memory(file, 10, 5'000);
    journal::overview overview(file);
    const step_count count(file);
    CHECK(overview.recall_between("waiting/", "waiting0", 1'000).size() == 10);
    CHECK(count.steps() > 10);
    CHECK(count.steps() < 500);
}
