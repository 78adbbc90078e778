#include "plugins/services/line_files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "plugins/services/file_error.hpp"

namespace earshot::plugins {

namespace {

std::unexpected<error> failed(std::string_view what, const std::string& path) {
    return std::unexpected(file_error(what, path, errno));
}

std::string rotated(const std::string& path, int number) {
    return path + "." + std::to_string(number);
}

// A new or renamed entry is durable when its directory is.
result<void> sync_directory_of(const std::string& path) {
    const std::string directory = std::filesystem::path(path).parent_path();
    const descriptor_of_file handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (handle.number() < 0 || ::fsync(handle.number()) != 0) return failed("sync", directory);
    return {};
}

std::uint64_t size_of(int file) {
    struct stat facts{};
    return ::fstat(file, &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

// False: somebody (logrotate) moved the file away or removed it.
bool still_at(const std::string& path, int file) {
    struct stat there{};
    struct stat here{};
    return ::stat(path.c_str(), &there) == 0 && ::fstat(file, &here) == 0 &&
           there.st_ino == here.st_ino && there.st_dev == here.st_dev;
}

// Reads up to bytes.size() from `offset`; the count, or -1.
ssize_t read_at(int file, std::string& bytes, std::uint64_t offset) {
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t count =
            ::pread(file, bytes.data() + got, bytes.size() - got, static_cast<off_t>(offset + got));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -1;
        if (count == 0) break;
        got += static_cast<std::size_t>(count);
    }
    return static_cast<ssize_t>(got);
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// False: part of a line may still be at the end.
bool cut_back(int file, std::uint64_t size) {
    const int why = errno;
    const bool done = ::ftruncate(file, static_cast<off_t>(size)) == 0;
    errno = why;
    return done;
}

// Where the last line without a newline begins; the size when there is none. -1: cannot read.
std::int64_t unfinished_line(int file, std::uint64_t size) {
    constexpr std::uint64_t block = 64 << 10;
    std::string bytes;
    for (std::uint64_t end = size; end > 0;) {
        const std::uint64_t begin = end > block ? end - block : 0;
        bytes.resize(end - begin);
        if (read_at(file, bytes, begin) != static_cast<ssize_t>(bytes.size())) return -1;
        if (const auto found = bytes.rfind('\n'); found != bytes.npos)
            return static_cast<std::int64_t>(begin + found + 1);
        end = begin;
    }
    return 0;
}

// An inode number is used again at once; with the time of birth it is not.
std::uint64_t identity_of(int file) {
    struct statx facts{};
    if (::statx(file, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &facts) != 0) return 0;
    const auto born = static_cast<std::uint64_t>(facts.stx_btime.tv_sec) * 1'000'000'000U +
                      facts.stx_btime.tv_nsec;
    return facts.stx_ino ^ born * 0x9E3779B97F4A7C15U;
}

// O_NONBLOCK: a FIFO must not hold up the thread until somebody opens its other end.
descriptor_of_file open_regular(const std::string& path, int flags, mode_t mode = 0) {
    descriptor_of_file handle(
        ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, mode));
    struct stat facts{};
    if (handle.number() < 0 || ::fstat(handle.number(), &facts) != 0) return handle;
    if (S_ISREG(facts.st_mode)) return handle;
    errno = EISDIR;
    return descriptor_of_file(-1);
}

}  // namespace

descriptor_of_file::descriptor_of_file(descriptor_of_file&& other) noexcept
    : number_(std::exchange(other.number_, -1)) {}

descriptor_of_file& descriptor_of_file::operator=(descriptor_of_file&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

descriptor_of_file::~descriptor_of_file() {
    const int why = errno;
    if (number_ >= 0) ::close(number_);
    errno = why;
}

result<void> line_files::append(const append_request& request) {
    auto file = ready(request);
    if (!file) return std::unexpected(std::move(file.error()));
    if (request.lines.empty()) {
        (*file)->dirty = true;  // an earlier run may have written without a sync
        return {};
    }
    const int handle = (*file)->handle.number();
    const std::uint64_t before = size_of(handle);
    if (!write_all(handle, request.lines)) {
        (*file)->torn = !cut_back(handle, before);
        return failed("append to", request.path);
    }
    (*file)->dirty = true;
    if (!request.durable) (*file)->durable = before + request.lines.size();
    return {};
}

result<void> line_files::sync(const std::string& path) {
    auto flushed = flush(path);
    const auto lost = lost_.extract(path);
    if (lost.empty()) return flushed;
    // Part of what was appended is gone: then so must the rest be, for all of it is sent again.
    if (const auto found = open_.find(path); found != open_.end())
        cut_back(found->second.handle.number(), found->second.durable);
    open_.erase(path);
    return std::unexpected(lost.mapped());
}

// As sync, but a failure stays to be told to whoever calls that.
result<void> line_files::flush(const std::string& path) {
    const auto found = open_.find(path);
    if (found == open_.end() || !found->second.dirty) return {};
    open_file& file = found->second;
    if (::fdatasync(file.handle.number()) != 0) {
        const error why = file_error("make durable what was appended to", path, errno);
        cut_back(file.handle.number(), file.durable);
        open_.erase(found);
        lost_.insert_or_assign(path, why);
        return std::unexpected(why);
    }
    file.durable = size_of(file.handle.number());
    file.dirty = false;
    return {};
}

result<file_part> line_files::read(const std::string& path, std::uint64_t offset,
                                   std::uint64_t limit) {
    if (auto flushed = flush(path); !flushed) return std::unexpected(std::move(flushed.error()));
    const descriptor_of_file handle = open_regular(path, O_RDONLY);
    if (handle.number() < 0) return failed("read", path);
    file_part part;
    part.size = size_of(handle.number());
    part.identity = identity_of(handle.number());
    if (part.identity == 0) return failed("read", path);
    part.bytes.resize(std::min(limit, part.size - std::min(offset, part.size)));
    const ssize_t got = read_at(handle.number(), part.bytes, offset);
    if (got < 0) return failed("read", path);
    part.bytes.resize(static_cast<std::size_t>(got));
    return part;
}

// The open file to append to, rotated where it is time.
result<line_files::open_file*> line_files::ready(const append_request& request) {
    auto file = current(request);
    if (!file || request.rotate_size == 0 || request.lines.empty()) return file;
    const std::uint64_t size = size_of((*file)->handle.number());
    if (size == 0 || size + request.lines.size() <= request.rotate_size) return file;
    if (auto done = rotate(request); !done) return std::unexpected(std::move(done.error()));
    return current(request);
}

result<line_files::open_file*> line_files::current(const append_request& request) {
    auto found = open_.find(request.path);
    if (found != open_.end() && !found->second.torn &&
        still_at(request.path, found->second.handle.number()))
        return &found->second;
    if (auto flushed = flush(request.path); !flushed)
        return std::unexpected(std::move(flushed.error()));
    open_.erase(request.path);
    auto opened = open(request);
    if (!opened) return std::unexpected(std::move(opened.error()));
    return &open_.emplace(request.path, std::move(*opened)).first->second;
}

result<line_files::open_file> line_files::open(const append_request& request) {
    constexpr int flags = O_RDWR | O_APPEND;
    descriptor_of_file handle = open_regular(request.path, flags);
    const bool create = handle.number() < 0 && errno == ENOENT;
    if (create) handle = open_regular(request.path, flags | O_CREAT | O_EXCL, request.mode);
    const int file = handle.number();
    // The mode asked for, whatever the daemon's umask.
    if (file < 0 || (create && ::fchmod(file, request.mode) != 0))
        return failed("open", request.path);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) return failed("lock", request.path);
    if (create)
        if (auto synced = sync_directory_of(request.path); !synced)
            return std::unexpected(std::move(synced.error()));
    if (auto cut = cut_torn_line(request, file); !cut)
        return std::unexpected(std::move(cut.error()));
    return open_file{std::move(handle), size_of(file)};
}

result<void> line_files::cut_torn_line(const append_request& request, int file) {
    const std::uint64_t size = size_of(file);
    const std::int64_t found = unfinished_line(file, size);
    if (found < 0) return failed("read the end of", request.path);
    const auto begin = static_cast<std::uint64_t>(found);
    if (begin == size) return {};
    std::string torn(std::min<std::uint64_t>(request.line_begin.size(), size - begin), '\0');
    if (read_at(file, torn, begin) < 0) return failed("read the end of", request.path);
    // A power cut can leave zeros where a line was to be.
    if (!request.line_begin.starts_with(torn) && !torn.starts_with('\0'))
        return fail(error_kind::transient, "file.foreign",
                    request.path +
                        " ends in an unfinished line that is not Earshot's; end it "
                        "with a newline, or name another file");
    if (::ftruncate(file, static_cast<off_t>(begin)) != 0) return failed("cut", request.path);
    log_.write(log_level::warning, "file.line_cut",
               {{"path", request.path}, {"bytes", std::to_string(size - begin)}});
    return {};
}

// PATH.1 becomes PATH.2 and so on, up to the first gap; PATH becomes PATH.1. A crash in between
// leaves a gap and loses nothing.
result<void> line_files::rotate(const append_request& request) {
    if (auto flushed = flush(request.path); !flushed) return flushed;
    int free = 1;
    while (free < request.keep && ::access(rotated(request.path, free).c_str(), F_OK) == 0) ++free;
    for (; free > 1; --free) {
        const std::string from = rotated(request.path, free - 1);
        if (::rename(from.c_str(), rotated(request.path, free).c_str()) != 0)
            return failed("rotate", from);
    }
    if (::rename(request.path.c_str(), rotated(request.path, 1).c_str()) != 0)
        return failed("rotate", request.path);
    open_.erase(request.path);
    log_.write(log_level::info, "file.rotated", {{"path", request.path}});
    return sync_directory_of(request.path);
}

}  // namespace earshot::plugins
