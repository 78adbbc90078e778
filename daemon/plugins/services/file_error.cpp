#include "plugins/services/file_error.hpp"

#include <cerrno>
#include <system_error>

namespace earshot::plugins {

namespace {

struct advice {
    const char* code;
    const char* remedy;
};

advice advice_for(int number) {
    switch (number) {
        case ENOSPC:
        case EDQUOT: return {"file.disk_full", "free some space; nothing is lost meanwhile"};
        case ENOENT:
        case ENOTDIR: return {"file.missing", "check the path, and create its directory"};
        case EACCES:
        case EPERM:
            return {"file.permission",
                    "let the daemon's user in; the service unit may also need ReadWritePaths="};
        case EROFS:
            return {"file.read_only",
                    "mount the disk writable, or name the directory in the unit's ReadWritePaths="};
        case EWOULDBLOCK: return {"file.locked", "another process writes to it: stop that one"};
        case EISDIR:
        case ENXIO: return {"file.not_a_file", "name a regular file"};
        default: return {"file.io", "check the disk and the kernel's log"};
    }
}

}  // namespace

error file_error(std::string_view what, const std::string& path, int number) {
    const auto [code, remedy] = advice_for(number);
    std::string detail = "cannot ";
    detail.append(what).append(" ").append(path).append(": ");
    detail.append(std::generic_category().message(number)).append("; ").append(remedy);
    return {error_kind::transient, code, std::move(detail)};
}

}  // namespace earshot::plugins
