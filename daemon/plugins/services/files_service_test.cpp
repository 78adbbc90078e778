#include "plugins/services/files_service.hpp"

#include <fstream>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::plugins {

namespace {

struct fixture {
    std::string content() const {
        std::ifstream in(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    tests::temporary_directory folder;
    const std::string path = folder.path() / "out.jsonl";
    tests::recording_log log;
    boost::asio::io_context loop;
    file_thread thread{log};
    files_service files{loop.get_executor(), thread, {path}};
};

}  // namespace

TEST_CASE("files: appends come back to the loop, in order, when they are durable") {
    fixture f;
    auto work = [](fixture& in) -> task<void> {
        for (const char* line : {"1\n", "2\n", "3\n"}) {
            append_request request(in.path, line);
            const auto done = co_await in.files.append(std::move(request));
            CHECK(done);
        }
        const auto part = co_await in.files.read(in.path, 2, 100);
        REQUIRE(part);
        CHECK(part->bytes == "2\n3\n");
    };
    tests::run(work(f), f.loop);
    CHECK(f.content() == "1\n2\n3\n");
}

TEST_CASE("files: calls that overlap all end, and keep their order") {
    fixture f;
    std::string expected;
    int done = 0;
    auto one = [](fixture& in, int number, int& count) -> task<void> {
        append_request request(in.path, std::to_string(number) + "\n");
        const auto outcome = co_await in.files.append(std::move(request));
        CHECK(outcome);
        ++count;
    };
    auto work = [&](fixture& in) -> task<void> {
        base::task_scope scope(in.loop.get_executor(), in.log);
        for (int i = 0; i < 200; ++i) {
            scope.spawn("append", one(in, i, done));
            expected += std::to_string(i) + "\n";
        }
        co_await scope.join();
    };
    tests::run(work(f), f.loop);
    CHECK(done == 200);
    CHECK(f.content() == expected);
}

TEST_CASE("files: only what the configuration names, and its rotated files") {
    fixture f;
    auto code = [](fixture& in, std::string path) -> task<std::string> {
        const auto part = co_await in.files.read(std::move(path), 0, 1);
        co_return part ? "" : part.error().code;
    };
    CHECK(tests::run(code(f, "/etc/passwd")) == "file.not_allowed");
    CHECK(tests::run(code(f, f.path + ".bak")) == "file.not_allowed");
    CHECK(tests::run(code(f, f.path + ".1/../../x")) == "file.not_allowed");
}

TEST_CASE("files: the rotated files may be read") {
    fixture f;
    std::ofstream(f.path + ".12") << "old";
    auto work = [](fixture& in) -> task<void> {
        const auto part = co_await in.files.read(in.path + ".12", 0, 10);
        REQUIRE(part);
        CHECK(part->bytes == "old");
    };
    tests::run(work(f), f.loop);
}

TEST_CASE("files: a full queue says so, and a cancelled caller leaves") {
    fixture f;
    file_thread none(f.log, 0);
    files_service files(f.loop.get_executor(), none, {f.path});
    auto work = [](files_service& in, std::string path) -> task<void> {
        append_request request(std::move(path), "1\n");
        const auto done = co_await in.append(std::move(request));
        REQUIRE_FALSE(done);
        CHECK(done.error().code == "file.busy");
    };
    tests::run(work(files, f.path), f.loop);
    auto cancelled = [](fixture& in) -> task<void> {
        base::task_scope scope(in.loop.get_executor(), in.log);
        auto append = [](fixture& inner) -> task<void> {
            append_request request(inner.path, "1\n");
            const auto done = co_await inner.files.append(std::move(request));
            CHECK((done || done.error().kind == error_kind::cancelled));
        };
        scope.spawn("append", append(in));
        scope.cancel();
        co_await scope.join();
    };
    tests::run(cancelled(f), f.loop);
}

}  // namespace earshot::plugins
