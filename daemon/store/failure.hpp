// What a database call failed with, as the error that callers and operators see.
//
// An exception, unlike elsewhere in the daemon: it has to unwind a transaction of many statements.
// It is caught where a transaction ends (worker.cpp) and where a database is opened.
#pragma once

#include <exception>
#include <filesystem>
#include <string>

#include "earshot/error.hpp"

struct sqlite3;

namespace earshot::stores {

class failure : public std::exception {
public:
    explicit failure(error why) : why(std::move(why)) {}

    const char* what() const noexcept override { return why.detail.c_str(); }

    error why;
};

// What a file is called in errors.
struct file_name {
    std::string scope;  // first part of the error codes: `journal` gives `journal.disk_full`
    std::filesystem::path path;
};

// Codes: `SCOPE.disk_full`, `.locked`, `.io` (transient); `.read_only`, `.corrupt` and, for a
// statement that should not have been made, `.internal` (permanent). Reads errno: clear it before
// the call that may fail.
failure sqlite_failure(const file_name& file, sqlite3* connection, int code);

// The same for a system call.
failure system_failure(const file_name& file, int error_number);

}  // namespace earshot::stores
