#include "store/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace earshot::stores {

namespace {

constexpr int busy_milliseconds = 5'000;

}  // namespace

// --- database ------------------------------------------------------------------------------------

database::database(file_name file, access mode, tuning knobs) : file_(std::move(file)) {
    if (mode == access::read_write) create_private();
    try {
        open(mode);
        configure(mode, knobs);
    } catch (...) {
        sqlite3_close(connection_);
        throw;
    }
}

database::~database() { sqlite3_close(connection_); }

// SQLite would create it readable for all; the log beside it takes over the mode of the file.
void database::create_private() const {
    const int created = ::open(file_.path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (created < 0) throw system_failure(file_, errno);
    ::close(created);
}

void database::open(access mode) {
    const int flags = mode == access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    errno = 0;
    const int code =
        sqlite3_open_v2(file_.path.c_str(), &connection_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(connection_, 1);
    sqlite3_busy_timeout(connection_, busy_milliseconds);
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

void database::configure(access mode, const tuning& knobs) {
    run("PRAGMA cache_size = -" + std::to_string(knobs.cache_kib));
    run("PRAGMA temp_store = MEMORY");
    if (mode == access::read) return;
    // Without permission SQLite falls back to reading, and tells nobody.
    if (sqlite3_db_readonly(connection_, "main") == 1) fail(SQLITE_READONLY);
    run("PRAGMA page_size = " + std::to_string(knobs.page_size));
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("PRAGMA foreign_keys = ON");
    // What is deleted is written over: it may be of somebody who is not to be watched. FAST would
    // leave it in pages that are free.
    run("PRAGMA secure_delete = ON");
    run("PRAGMA wal_autocheckpoint = " + std::to_string(knobs.checkpoint_pages));
    // No more of the log stays on disk than its next turn writes over, for the same reason.
    run("PRAGMA journal_size_limit = " + std::to_string(knobs.checkpoint_pages * knobs.page_size));
}

void database::run(const std::string& sql) {
    const int code = sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(code);
}

std::int64_t database::number(std::string_view sql) {
    statement query(*this, sql);
    auto found = query();
    return found.next() ? found.integer(0) : 0;
}

std::int64_t database::changes() const noexcept { return sqlite3_changes64(connection_); }

bool database::in_transaction() const noexcept { return !sqlite3_get_autocommit(connection_); }

void database::fail(int code) const { throw sqlite_failure(file_, connection_, code); }

// --- statement -----------------------------------------------------------------------------------

statement::statement(database& in, std::string_view sql) : in_(in) {
    const int code = sqlite3_prepare_v3(in.connection(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared_, nullptr);
    check(code);
}

statement::~statement() { sqlite3_finalize(prepared_); }

void statement::check(int code) const {
    if (code != SQLITE_OK) in_.fail(code);
}

void statement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(prepared_, index, value));
}

// Never null: an empty view may have no data, and SQLite would store NULL for it.
void statement::bind(int index, std::string_view text) {
    check(sqlite3_bind_text64(prepared_, index, text.empty() ? "" : text.data(), text.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
}

void statement::bind(int index, blob value) {
    check(sqlite3_bind_blob64(prepared_, index, value.bytes.empty() ? "" : value.bytes.data(),
                              value.bytes.size(), SQLITE_STATIC));
}

void statement::bind(int index, timestamp when) {
    bind(index, std::int64_t{when.time_since_epoch().count()});
}

bool statement::step() {
    const int code = sqlite3_step(prepared_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const failure problem = sqlite_failure(in_.file(), in_.connection(), code);
    reset();
    throw problem;
}

bool statement::finish() {
    while (step()) {
    }
    const bool changed = in_.changes() > 0;
    reset();
    return changed;
}

void statement::reset() noexcept { sqlite3_reset(prepared_); }

// --- rows ----------------------------------------------------------------------------------------

rows::~rows() {
    if (from_) from_->reset();
}

bool rows::next() { return from_->step(); }

std::int64_t rows::integer(int column) const noexcept {
    return sqlite3_column_int64(from_->prepared_, column);
}

std::string_view rows::text(int column) const noexcept {
    const void* data = sqlite3_column_blob(from_->prepared_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(from_->prepared_, column));
    return {static_cast<const char*>(data), data ? size : 0};
}

timestamp rows::time(int column) const noexcept { return timestamp{duration{integer(column)}}; }

// --- transaction ---------------------------------------------------------------------------------

transaction::transaction(database& in, access mode) : in_(in) {
    in_.run(mode == access::read ? "BEGIN" : "BEGIN IMMEDIATE");
}

// SQLite has rolled back by itself after some errors; a failing rollback leaves nothing to do.
transaction::~transaction() {
    if (!in_.in_transaction()) return;
    try {
        in_.run("ROLLBACK");
    } catch (const failure&) {
    }
}

void transaction::commit() { in_.run("COMMIT"); }

}  // namespace earshot::stores
