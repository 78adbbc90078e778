// Prints what it costs to recall what the desk remembers, out of a million records:
// `memory_bench DIRECTORY`. Not a test: figures depend on the machine. The directory is used and
// left empty.
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "journal/sqlite_journal.hpp"

using namespace earshot;
using namespace earshot::journal;
namespace asio = boost::asio;

namespace {

using microseconds = std::chrono::duration<double, std::micro>;

constexpr int records = 1'000'000;
constexpr int records_a_commit = 10'000;
constexpr int keys_asked = 3'000;  // for a batch of some hundred entries
constexpr int rounds = 200;

// Spread as ids of people are: no two of a batch lie side by side.
std::string key_of(std::int64_t number) {
    return "person/x/" + std::to_string(number * 7'919 % 1'000'003);
}

template <class T>
T check(result<T> outcome) {
    if (!outcome) {
        std::fprintf(stderr, "%s\n", outcome.error().detail.c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

task<void> fill(earshot::journal::journal& in) {
    for (int next = 0; next < records;) {
        decisions made;
        for (const int end = next + records_a_commit; next < end; ++next)
            made.memory.push_back({key_of(next), std::string(300, 'm')});
        check(co_await in.decide(std::move(made)));
    }
}

// Some of what a desk asks for is not there yet: every fourth.
std::vector<std::string> some_keys(std::mt19937& random) {
    std::uniform_int_distribution any(0, records - 1);
    std::vector<std::string> keys;
    for (int i = 0; i < keys_asked; ++i)
        keys.push_back(i % 4 == 0 ? "new/" + std::to_string(any(random)) : key_of(any(random)));
    return keys;
}

task<void> measure(earshot::journal::journal& in) {
    std::mt19937 random(1);
    std::vector<microseconds> took;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::string> keys = some_keys(random);
        const auto began = std::chrono::steady_clock::now();
        check(co_await in.recall(std::move(keys)));
        took.push_back((std::chrono::steady_clock::now() - began) / keys_asked);
    }
    std::ranges::sort(took);
    std::printf("recall %d keys of %d: us a key p50 %.2f p99 %.2f max %.2f\n", keys_asked, records,
                took[rounds / 2].count(), took[rounds * 99 / 100].count(), took.back().count());
}

void remove_files(const std::filesystem::path& path) {
    for (const char* end : {"", "-wal", "-shm", ".lock"})
        std::filesystem::remove(path.string() + end);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: memory_bench DIRECTORY\n");
        return 2;
    }
    const std::filesystem::path path = std::filesystem::path(argv[1]) / "bench.db";
    remove_files(path);
    asio::io_context loop;
    const base::system_clock clock;
    base::process_log log(base::log_format::plain, log_level::error);
    auto opened = check(open_sqlite_journal(path, loop.get_executor(), clock, log));
    const auto run = [&](task<void> work) {
        asio::co_spawn(loop, std::move(work), [](std::exception_ptr problem) {
            if (problem) std::rethrow_exception(problem);
        });
        loop.run();
        loop.restart();
    };
    run(fill(*opened));
    run(measure(*opened));
    opened.reset();
    remove_files(path);
}
