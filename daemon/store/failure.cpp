#include "store/failure.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

namespace earshot::stores {

namespace {

enum class trouble : std::uint8_t { disk_full, read_only, locked, corrupt, io, internal };

// SQLite reports some of these as a plain I/O error and keeps the cause in errno.
trouble trouble_of(int error_number) {
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return trouble::disk_full;
        case EROFS:
        case EACCES:
        case EPERM: return trouble::read_only;
        default: return trouble::io;
    }
}

trouble trouble_of(int code, int error_number) {
    switch (code & 0xff) {
        case SQLITE_FULL: return trouble::disk_full;
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH: return trouble::read_only;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return trouble::locked;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return trouble::corrupt;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN: return trouble_of(error_number);
        case SQLITE_NOMEM: return trouble::io;
        default: return trouble::internal;
    }
}

failure explain(const file_name& file, trouble kind, const std::string& cause) {
    const std::string name = file.path.string();
    const auto make = [&](error_kind severity, const char* code, const std::string& sentence) {
        return failure(error(severity, file.scope + code, sentence + " (" + cause + ")"));
    };
    switch (kind) {
        case trouble::disk_full:
            return make(error_kind::transient, ".disk_full",
                        "No room to write " + name + ": free space on its file system");
        case trouble::read_only:
            return make(error_kind::permanent, ".read_only",
                        "Not allowed to write " + name +
                            ": check owner and mode of the file and its directory, and that the "
                            "file system is mounted for writing");
        case trouble::locked:
            return make(error_kind::transient, ".locked",
                        "Another program holds " + name + ": close it and try again");
        case trouble::corrupt:
            return make(error_kind::permanent, ".corrupt",
                        name +
                            " is damaged or not a database of this program: keep a copy of it, "
                            "then restore it from a backup");
        case trouble::internal:
            return make(error_kind::permanent, ".internal",
                        "A statement on " + name + " was refused, which is a bug: report it");
        case trouble::io: break;
    }
    return make(error_kind::transient, ".io",
                "Cannot read or write " + name + ": check the directory and the disk");
}

}  // namespace

failure sqlite_failure(const file_name& file, sqlite3* connection, int code) {
    // SQLite keeps the number for a failed opening only; a failed write leaves it in errno.
    const int left_behind = errno;
    const int kept = connection ? sqlite3_system_errno(connection) : 0;
    const int error_number = kept != 0 ? kept : left_behind;
    const trouble kind = trouble_of(code, error_number);
    std::string cause = sqlite3_errstr(code);
    if (connection && kind == trouble::internal) cause = sqlite3_errmsg(connection);
    const int primary = code & 0xff;
    if (error_number != 0 && (primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN))
        cause += ", " + std::generic_category().message(error_number);
    return explain(file, kind, cause);
}

failure system_failure(const file_name& file, int error_number) {
    return explain(file, trouble_of(error_number), std::generic_category().message(error_number));
}

}  // namespace earshot::stores
