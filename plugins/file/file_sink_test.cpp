#include "file/file_sink.hpp"

#include <filesystem>
#include <fstream>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "file/line.hpp"
#include "host_with_files.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::file {

namespace {

namespace fs = std::filesystem;

sink_item said(std::string key, bool repeated = false) {
    sink_item one;
    one.key = key;
    one.repeated = repeated;
    one.item.platform = "x";
    one.item.object_id = std::move(key);
    one.item.text = one.item.display_text = "Wo ist mein Koffer? 🧳 か\u3099";
    return one;
}

notice told(std::string key, bool repeated = false) {
    notice one;
    one.key = std::move(key);
    one.repeated = repeated;
    one.what = gap_found{"x", "klm", {{}, {}, "away for nine days"}};
    return one;
}

// A daemon's life: the sink, on a loop with a file thread.
struct run_of_daemon {
    explicit run_of_daemon(testkit::values given)
        : services(loop.get_executor(), thread,
                   testkit::configured(file_sink::fields, std::move(given)), "archive"),
          sink(services) {}

    std::vector<result<receipt>> deliver(std::vector<sink_item> items) {
        return tests::run_on(loop, sink.deliver(std::move(items)));
    }

    std::vector<result<receipt>> inform(std::vector<notice> items) {
        return tests::run_on(loop, sink.inform(std::move(items)));
    }

    tests::recording_log log;
    boost::asio::io_context loop;
    plugins::file_thread thread{log};
    tests::host_with_files services;
    file_sink sink;
};

struct place {
    tests::temporary_directory folder;
    const std::string path = folder.path() / "messages.jsonl";

    testkit::values given(testkit::values more = {}) const {
        more.emplace("path", path);
        return more;
    }

    std::vector<std::string> keys(const std::string& suffix = "") const {
        std::vector<std::string> found;
        std::ifstream in(path + suffix, std::ios::binary);
        for (std::string line; std::getline(in, line);)
            found.push_back(key_of(line).value_or("not a line"));
        return found;
    }
};

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("file: every item becomes a line, and its receipt says where") {
    const place at;
    run_of_daemon daemon(at.given());
    const auto outcomes = daemon.deliver({said("1"), said("2")});
    REQUIRE(outcomes.size() == 2);
    REQUIRE(outcomes[1]);
    CHECK(outcomes[1]->id == "2");
    CHECK(outcomes[1]->url == "file://" + at.path);
    CHECK(at.keys() == names{"1", "2"});
    CHECK((fs::status(at.path).permissions() & fs::perms::all) == fs::perms{0640});
}

TEST_CASE("file: notices stand between the messages, each once") {
    const place at;
    run_of_daemon daemon(at.given());
    daemon.deliver({said("1")});
    CHECK(daemon.inform({told("n")}).front()->id == "n");
    daemon.deliver({said("2")});
    CHECK(daemon.inform({told("n", true), told("m", true)}).size() == 2);
    CHECK(at.keys() == names{"1", "n", "2", "m"});
}

TEST_CASE("file: after a crash an item that was written is not written again") {
    const place at;
    {
        run_of_daemon daemon(at.given());
        daemon.deliver({said("1"), said("2")});
    }
    // The receipt for 2 was never stored, and 3 was torn.
    std::ofstream(at.path, std::ios::app) << "{\"key\":\"3\",\"message\":{\"te";
    run_of_daemon daemon(at.given());
    const auto outcomes = daemon.deliver({said("2", true), said("3", true), said("4")});
    CHECK(std::ranges::all_of(outcomes, [](const auto& one) { return one.has_value(); }));
    CHECK(at.keys() == names{"1", "2", "3", "4"});
}

TEST_CASE("file: an item of the file that was rotated last is found as well") {
    const place at;
    const auto small = at.given({{"rotate_size", std::int64_t{400}}, {"keep", std::int64_t{3}}});
    {
        run_of_daemon daemon(small);
        for (const char* key : {"1", "2", "3"}) daemon.deliver({said(key)});
    }
    REQUIRE(fs::exists(at.path + ".1"));
    run_of_daemon daemon(small);
    daemon.deliver({said("1", true), said("2", true), said("3", true)});
    CHECK(at.keys(".1") == names{"1", "2"});
    CHECK(at.keys() == names{"3"});
}

TEST_CASE("file: keys written later in the same run are found too") {
    const place at;
    run_of_daemon daemon(at.given());
    daemon.deliver({said("1", true)});
    daemon.deliver({said("2")});
    daemon.deliver({said("2", true), said("1", true), said("3", true)});
    CHECK(at.keys() == names{"1", "2", "3"});
}

TEST_CASE("file: keys are found again after they were forgotten") {
    const place at;
    run_of_daemon daemon(at.given());
    daemon.deliver({said("1", true)});
    daemon.services.kit.clock.advance(std::chrono::hours{1});
    daemon.deliver({said("2")});
    daemon.deliver({said("1", true), said("2", true)});
    CHECK(at.keys() == names{"1", "2"});
}

TEST_CASE("file: a line longer than a block of reading is found") {
    const place at;
    run_of_daemon daemon(at.given());
    sink_item large = said("large");
    large.item.raw.assign(3 << 20, 'r');
    daemon.deliver({large, said("after")});
    large.repeated = true;
    daemon.deliver({large, said("after", true)});
    CHECK(at.keys() == names{"large", "after"});
}

TEST_CASE("file: calls that overlap write every item once") {
    const place at;
    run_of_daemon daemon(at.given({{"rotate_size", std::int64_t{20'000}}}));
    int delivered = 0;
    auto one = [&](int number) -> task<void> {
        std::vector<sink_item> items{said(std::to_string(number), number % 3 == 0)};
        const auto outcomes = co_await daemon.sink.deliver(std::move(items));
        delivered += outcomes.front().has_value();
    };
    auto all = [&]() -> task<void> {
        base::task_scope scope(daemon.loop.get_executor(), daemon.log);
        for (int i = 0; i < 300; ++i) scope.spawn("deliver", one(i));
        co_await scope.join();
    };
    tests::run(all(), daemon.loop);
    CHECK(delivered == 300);
    std::set<std::string> found;
    std::size_t count = 0;
    for (const char* suffix : {"", ".1", ".2", ".3", ".4", ".5", ".6"})
        for (const std::string& key : at.keys(suffix)) ++count, found.insert(key);
    CHECK(count == 300);
    CHECK(found.size() == 300);
}

TEST_CASE("file: where the directory is missing every item waits, with a clear reason") {
    const place at;
    run_of_daemon daemon({{"path", at.folder.path() / "none" / "x.jsonl"}});
    const auto outcomes = daemon.deliver({said("1"), said("2", true)});
    REQUIRE(outcomes.size() == 2);
    for (const auto& one : outcomes) {
        REQUIRE_FALSE(one);
        CHECK(one.error().kind == error_kind::transient);
        CHECK(one.error().code == "file.missing");
    }
    fs::create_directory(at.folder.path() / "none");
    CHECK(daemon.deliver({said("1", true)}).front());
}

TEST_CASE("file: settings that cannot work are refused at the start") {
    const place at;
    CHECK_THROWS_WITH(run_of_daemon(at.given({{"mode", "rw-r-----"}})), tests::contains("octal"));
    CHECK_THROWS_WITH(run_of_daemon(at.given({{"mode", "0440"}})), tests::contains("0440"));
    CHECK_THROWS_WITH(run_of_daemon(at.given({{"keep", std::int64_t{0}}})),
                      tests::contains("'keep' must lie"));
}

}  // namespace earshot::file
