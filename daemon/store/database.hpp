// A connection to a SQLite file and its prepared statements. Used by one thread at a time.
// Everything throws `failure`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "earshot/time.hpp"
#include "store/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace earshot::stores {

enum class access : std::uint8_t { read, read_write };

struct tuning {
    int page_size = 4096;         // only for a file that is created
    int cache_kib = 2048;         // of this connection
    int checkpoint_pages = 1000;  // the write-ahead log is folded into the file at this size
};

class statement;

// WAL, synchronous=FULL, foreign keys checked, what is deleted is written over, mode 0600 when
// created. For `access::read` the file must exist.
class database {
public:
    database(file_name file, access mode, tuning knobs = {});
    ~database();
    database(const database&) = delete;
    database& operator=(const database&) = delete;

    // One or more statements without results.
    void run(const std::string& sql);

    // The first column of the first row; 0 when there is none.
    std::int64_t number(std::string_view sql);

    // Rows written by the last statement.
    std::int64_t changes() const noexcept;

    bool in_transaction() const noexcept;

    const file_name& file() const noexcept { return file_; }

    [[noreturn]] void fail(int code) const;

    sqlite3* connection() const noexcept { return connection_; }

private:
    void create_private() const;
    void open(access mode);
    void configure(access mode, const tuning& knobs);

    file_name file_;
    sqlite3* connection_ = nullptr;
};

// Bytes that are not text.
struct blob {
    std::string_view bytes;
};

// The rows of one execution; resets the statement when it goes away.
class rows {
public:
    explicit rows(statement& from) : from_(&from) {}
    rows(rows&& other) noexcept : from_(std::exchange(other.from_, nullptr)) {}
    rows& operator=(rows&&) = delete;
    ~rows();

    bool next();

    // Columns count from 0. Views hold until the next row.
    std::int64_t integer(int column) const noexcept;
    std::string_view text(int column) const noexcept;
    timestamp time(int column) const noexcept;

private:
    statement* from_;
};

// Compiled once, executed often. The database must outlive it.
class statement {
public:
    statement(database& in, std::string_view sql);
    ~statement();
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;

    // Executes to the end. True when it changed a row.
    template <class... Values>
    bool run(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
        return finish();
    }

    // Executes row by row. Texts given must live as long as the rows.
    template <class... Values>
    rows operator()(const Values&... values) {
        int index = 0;
        (bind(++index, values), ...);
        return rows(*this);
    }

private:
    friend class rows;

    void bind(int index, std::int64_t value);
    void bind(int index, int value) { bind(index, std::int64_t{value}); }
    void bind(int index, std::string_view text);
    void bind(int index, const std::string& text) { bind(index, std::string_view(text)); }
    void bind(int index, timestamp when);
    void bind(int index, blob value);
    void check(int code) const;
    bool step();
    bool finish();
    void reset() noexcept;

    database& in_;
    sqlite3_stmt* prepared_ = nullptr;
};

// Rolled back unless committed.
class transaction {
public:
    // A writer takes the write lock now, so that it cannot fail half-way for want of it.
    transaction(database& in, access mode);
    ~transaction();
    transaction(const transaction&) = delete;
    transaction& operator=(const transaction&) = delete;

    void commit();

private:
    database& in_;
};

}  // namespace earshot::stores
