#include "plugins/services/line_files.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "plugins/services/file_error.hpp"
#include "recording_log.hpp"
#include "temporary_directory.hpp"

namespace earshot::plugins {

namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put(const std::string& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

append_request lines(const std::string& path, std::string bytes) {
    append_request request(path, std::move(bytes));
    request.line_begin = "{\"key\":\"";
    return request;
}

// The largest file that may be written, as a stand-in for a full disk.
class size_limit {
public:
    explicit size_limit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &now);
    }
    ~size_limit() { ::setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

struct fixture {
    tests::temporary_directory where;
    tests::recording_log log;
    line_files files{log};
    const std::string path = where.path() / "out.jsonl";

    std::string code(const append_request& request) {
        const auto done = files.append(request);
        REQUIRE_FALSE(done);
        CHECK(done.error().kind == error_kind::transient);
        CHECK(done.error().detail.contains(request.path));
        return done.error().code;
    }
};

}  // namespace

TEST_CASE("line files: a file is created with the mode asked for, and grows") {
    fixture f;
    auto request = lines(f.path, "{\"key\":\"1\"}\n");
    request.mode = 0600;
    REQUIRE(f.files.append(request));
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"2\"}\n{\"key\":\"3\"}\n")));
    REQUIRE(f.files.sync(f.path));
    CHECK(content(f.path) == "{\"key\":\"1\"}\n{\"key\":\"2\"}\n{\"key\":\"3\"}\n");
    CHECK((fs::status(f.path).permissions() & fs::perms::all) == fs::perms{0600});
}

TEST_CASE("line files: what a crash left of a line is cut before the next append") {
    const std::string torn =
        GENERATE(as<std::string>{}, "{", "{\"key\":\"2\",\"message\":{\"te",
                 std::string("\0\0\0", 3), std::string(200'000, '{').replace(0, 8, "{\"key\":\""));
    fixture f;
    put(f.path, "{\"key\":\"1\"}\n" + torn);
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"3\"}\n")));
    CHECK(content(f.path) == "{\"key\":\"1\"}\n{\"key\":\"3\"}\n");
    CHECK(f.log.has("file.line_cut", "bytes=" + std::to_string(torn.size())));
}

TEST_CASE("line files: a file that was never ours keeps its unfinished line") {
    fixture f;
    put(f.path, "root:x:0:0:root");
    CHECK(f.code(lines(f.path, "{\"key\":\"1\"}\n")) == "file.foreign");
    CHECK(content(f.path) == "root:x:0:0:root");
}

TEST_CASE("line files: a full disk leaves nothing of the lines, and the next append works") {
    fixture f;
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"1\"}\n")));
    {
        const size_limit full(20);
        CHECK(f.code(lines(f.path, "{\"key\":\"2\"}\n{\"key\":\"3\"}\n")) == "file.io");
    }
    CHECK(content(f.path) == "{\"key\":\"1\"}\n");
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"2\"}\n")));
    CHECK(content(f.path) == "{\"key\":\"1\"}\n{\"key\":\"2\"}\n");
}

TEST_CASE("line files: what the kernel says becomes a code, the file and a remedy") {
    const error full = file_error("append to", "/var/x.jsonl", ENOSPC);
    CHECK(full.code == "file.disk_full");
    CHECK(full.detail.starts_with("cannot append to /var/x.jsonl: No space left on device; free "));
    CHECK(file_error("open", "/x", EDQUOT).code == "file.disk_full");
    CHECK(file_error("open", "/x", EACCES).code == "file.permission");
    CHECK(file_error("open", "/x", EROFS).code == "file.read_only");
    CHECK(file_error("open", "/x", EIO).code == "file.io");
}

TEST_CASE("line files: a missing directory, a directory instead of a file, a FIFO, a device") {
    fixture f;
    CHECK(f.code(lines((f.where.path() / "no/such/out.jsonl"), "x\n")) == "file.missing");
    fs::create_directory(f.path);
    CHECK(f.code(lines(f.path, "x\n")) == "file.not_a_file");
    const std::string fifo = (f.where.path() / "fifo");
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    CHECK(f.code(lines(fifo, "x\n")) == "file.not_a_file");
    CHECK(f.code(lines("/dev/null", "x\n")) == "file.not_a_file");
}

TEST_CASE("line files: a second writer is refused") {
    fixture f;
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"1\"}\n")));
    line_files other(f.log);
    const auto done = other.append(lines(f.path, "{\"key\":\"2\"}\n"));
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "file.locked");
}

TEST_CASE("line files: a file that would outgrow its size is rotated first") {
    fixture f;
    for (int i = 1; i <= 6; ++i) {
        auto request = lines(f.path, "{\"key\":\"" + std::to_string(i) + "\"}\n");
        request.rotate_size = 25;
        request.keep = 2;
        REQUIRE(f.files.append(request));
    }
    CHECK(content(f.path) == "{\"key\":\"5\"}\n{\"key\":\"6\"}\n");
    CHECK(content(f.path + ".1") == "{\"key\":\"3\"}\n{\"key\":\"4\"}\n");
    CHECK(content(f.path + ".2") == "{\"key\":\"1\"}\n{\"key\":\"2\"}\n");
    auto request = lines(f.path, "{\"key\":\"7\"}\n");
    request.rotate_size = 25;
    request.keep = 2;
    REQUIRE(f.files.append(request));
    CHECK(content(f.path + ".2") == "{\"key\":\"3\"}\n{\"key\":\"4\"}\n");
    CHECK_FALSE(fs::exists(f.path + ".3"));
}

TEST_CASE("line files: a rotation that a crash interrupted loses nothing") {
    fixture f;
    put(f.path, "{\"key\":\"3\"}\n");
    put(f.path + ".2", "{\"key\":\"2\"}\n");
    put(f.path + ".3", "{\"key\":\"1\"}\n");
    auto request = lines(f.path, "{\"key\":\"4\"}\n");
    request.rotate_size = 15;
    request.keep = 3;
    REQUIRE(f.files.append(request));
    CHECK(content(f.path) == "{\"key\":\"4\"}\n");
    CHECK(content(f.path + ".1") == "{\"key\":\"3\"}\n");
    CHECK(content(f.path + ".2") == "{\"key\":\"2\"}\n");
    CHECK(content(f.path + ".3") == "{\"key\":\"1\"}\n");
}

TEST_CASE("line files: one line larger than the size goes into a file of its own") {
    fixture f;
    auto request = lines(f.path, "{\"key\":\"" + std::string(100, '1') + "\"}\n");
    request.rotate_size = 10;
    request.keep = 1;
    REQUIRE(f.files.append(request));
    CHECK_FALSE(fs::exists(f.path + ".1"));
}

TEST_CASE("line files: a file moved away by somebody else is opened anew") {
    fixture f;
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"1\"}\n")));
    fs::rename(f.path, f.path + ".old");
    REQUIRE(f.files.append(lines(f.path, "{\"key\":\"2\"}\n")));
    CHECK(content(f.path + ".old") == "{\"key\":\"1\"}\n");
    CHECK(content(f.path) == "{\"key\":\"2\"}\n");
}

TEST_CASE("line files: reading gives a part, the size, and who the file is") {
    fixture f;
    put(f.path, "0123456789");
    const auto part = f.files.read(f.path, 3, 4);
    REQUIRE(part);
    CHECK(part->bytes == "3456");
    CHECK(part->size == 10);
    CHECK(f.files.read(f.path, 10, 4)->bytes.empty());
    CHECK(f.files.read(f.path, 99, 4)->bytes.empty());
    fs::rename(f.path, f.path + ".1");
    put(f.path, "new");
    CHECK(f.files.read(f.path + ".1", 0, 1)->identity == part->identity);
    CHECK(f.files.read(f.path, 0, 1)->identity != part->identity);
    CHECK(f.files.read((f.where.path() / "none"), 0, 1).error().code == "file.missing");
}

}  // namespace earshot::plugins
