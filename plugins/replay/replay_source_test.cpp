#include "catch.hpp"
#include "replay/source_fixture.hpp"

namespace earshot::replay {

namespace {

// Five posts, a minute apart.
struct five_posts {
    five_posts() {
        std::ofstream out(path);
        for (int i = 0; i < 5; ++i) {
            message item;
            item.platform = "x";
            item.object_id = std::to_string(i);
            item.text = "post";
            item.created = *parse_rfc3339("2020-01-01T00:00:00Z") + std::chrono::minutes{i};
            out << to_json(item) << '\n';
        }
    }

    tests::temporary_directory folder;
    const std::string path = folder.path() / "recording.jsonl";
};

std::vector<std::string> ids(const poll_result& polled) {
    std::vector<std::string> out;
    for (const message& one : polled.items.messages) out.push_back(one.object_id.substr(3));
    return out;
}

using names = std::vector<std::string>;

}  // namespace

TEST_CASE("replay: as fast as possible, as many at a time as asked for") {
    const five_posts recorded;
    player on(recorded.path, 0);
    const auto first = on.poll("", 2);
    REQUIRE(first);
    CHECK(ids(*first) == names{"0", "1"});
    CHECK(first->more);
    CHECK_FALSE(first->finished);
    const auto second = on.poll(first->cursor, 2);
    CHECK(ids(*second) == names{"2", "3"});
    const auto last = on.poll(second->cursor, 2);
    CHECK(ids(*last) == names{"4"});
    CHECK(last->finished);
    CHECK_FALSE(last->more);
    CHECK(on.poll(last->cursor)->items.messages.empty());
    CHECK(on.poll(last->cursor)->finished);
}

TEST_CASE("replay: a poll may be repeated from any cursor") {
    const five_posts recorded;
    player on(recorded.path, 0);
    const auto first = on.poll("", 3);
    CHECK(ids(*on.poll(first->cursor)) == names{"3", "4"});
    CHECK(ids(*on.poll(first->cursor)) == names{"3", "4"});
    CHECK(ids(*on.poll("")).size() == 5);
}

TEST_CASE("replay: with original intervals a turn comes when it is due") {
    const five_posts recorded;
    player on(recorded.path, 1);
    const auto first = on.poll("");
    CHECK(ids(*first) == names{"0"});
    CHECK_FALSE(first->more);
    CHECK(first->come_back == std::chrono::minutes{1});
    on.services.kit.clock.advance(std::chrono::seconds{150});
    const auto second = on.poll(first->cursor);
    CHECK(ids(*second) == names{"1", "2"});
    CHECK(second->come_back == std::chrono::seconds{30});
}

TEST_CASE("replay: sixty times faster an hour takes a minute") {
    const five_posts recorded;
    player on(recorded.path, 60);
    CHECK(on.poll("")->come_back == std::chrono::seconds{1});
}

TEST_CASE("replay: what fell due while the daemon was down comes at once") {
    const five_posts recorded;
    std::string cursor;
    {
        player before(recorded.path, 1);
        cursor = before.poll("")->cursor;
    }
    player after(recorded.path, 1);
    after.services.kit.clock.advance(std::chrono::hours{1});
    const auto rest = after.poll(cursor);
    CHECK(ids(*rest).size() == 4);
    CHECK(rest->finished);
}

TEST_CASE("replay: a missing file is tried again, a file of another kind is not") {
    const tests::temporary_directory folder;
    const std::string path = folder.path() / "recording.json";
    player on(path, 0);
    const auto missing = on.poll("");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == error_kind::transient);
    CHECK(missing.error().code == "file.missing");
    std::ofstream(path) << "not a recording";
    const auto wrong = on.poll("");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().kind == error_kind::permanent);
    CHECK(wrong.error().detail.starts_with(path));
    std::filesystem::resize_file(path, (64 << 20) + 1);
    CHECK(on.poll("").error().code == "replay.too_large");
}

TEST_CASE("replay: settings and cursors that cannot work are refused") {
    const five_posts recorded;
    CHECK_THROWS_WITH(player(recorded.path, -1), tests::contains("speed"));
    player on(recorded.path, 0);
    CHECK(on.poll("abc").error().code == "replay.cursor");
}

}  // namespace earshot::replay
