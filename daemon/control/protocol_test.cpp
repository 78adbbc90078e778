#include "control/protocol.hpp"

#include <boost/json.hpp>

#include "catch.hpp"
#include "control/arguments.hpp"
#include "control/peer.hpp"

using namespace earshot;
using namespace earshot::control;
using earshot::tests::contains;

namespace {

arguments given(std::string_view json) {
    return arguments(boost::json::parse({json.data(), json.size()}).as_object());
}

std::string refusal(std::string_view line) { return parse_request(line).error().detail; }

}  // namespace

TEST_CASE("control protocol: a request is a command and its arguments") {
    const auto bare = parse_request(R"({"command": "status"})");
    REQUIRE(bare);
    CHECK(bare->command == "status");
    CHECK(bare->arguments.empty());
    const auto full = parse_request(R"({"arguments": {"limit": 5}, "command": "messages"})");
    REQUIRE(full);
    CHECK(full->arguments.at("limit") == 5);
}

TEST_CASE("control protocol: what is no request is refused with an example of one") {
    CHECK_THAT(refusal("status"), contains("is not JSON"));
    CHECK_THAT(refusal("[]"), contains("is not an object"));
    CHECK_THAT(refusal("{}"), contains("names no command"));
    CHECK_THAT(refusal(R"({"command": 7})"), contains("'command' is unknown or of another type"));
    CHECK_THAT(refusal(R"({"comand": "status"})"), contains("'comand' is unknown"));
    CHECK_THAT(refusal(R"({"command": "status"} x)"), contains(R"(write {"command": "status")"));
    CHECK_THAT(refusal(std::string(1'000, '[')), contains("is not JSON"));
}

TEST_CASE("control protocol: an answer is one line, whatever is in it") {
    boost::json::object content;
    content["text"] = "two\nlines";
    CHECK(ok_line(content) == "{\"ok\":{\"text\":\"two\\nlines\"}}\n");
    CHECK(item_line(content) == "{\"item\":{\"text\":\"two\\nlines\"}}\n");
    CHECK(error_line({error_kind::gone, "a.b", "c"}) ==
          "{\"error\":{\"code\":\"a.b\",\"detail\":\"c\"}}\n");
}

TEST_CASE("control arguments: read by type, with the fallback where they are absent or null") {
    arguments some = given(R"({"text": "a", "number": 3, "flag": true, "nothing": null,
                               "time": "2026-03-01T07:49:01Z", "ids": [1, 2]})");
    CHECK(some.text("text") == "a");
    CHECK(some.integer("number", 7, 0, 9) == 3);
    CHECK(some.integer("absent", 7, 0, 9) == 7);
    CHECK(some.integer("nothing", 8, 0, 9) == 8);
    CHECK(some.flag("flag"));
    CHECK_FALSE(some.flag("other"));
    CHECK(format_rfc3339(some.time("time")) == "2026-03-01T07:49:01.000Z");
    CHECK(some.time("no_time") == timestamp{});
    CHECK(some.integers("ids") == std::vector<std::int64_t>{1, 2});
    CHECK(some.check());
}

TEST_CASE("control arguments: the first mistake is said, and unknown names are noticed") {
    arguments wrong = given(R"({"text": 1, "number": 10, "ids": [1, "2"], "time": "soon"})");
    wrong.integer("number", 0, 0, 9);
    wrong.text("text");
    CHECK(wrong.check().error().detail ==
          "the argument 'number' must be a whole number from 0 to 9");
    arguments ids = given(R"({"ids": [1, "2"]})");
    ids.integers("ids");
    CHECK_THAT(ids.check().error().detail, contains("a list of at most 10000 whole numbers"));
    arguments time = given(R"({"from": "soon"})");
    time.time("from");
    CHECK_THAT(time.check().error().detail, contains("a time such as"));
    arguments absent = given("{}");
    absent.needed_text("message");
    CHECK(absent.check().error().detail == "the argument 'message' must be given, and not empty");
    arguments unknown = given(R"({"limt": 1})");
    unknown.integer("limit", 1, 1, 9);
    CHECK(unknown.check().error().detail == "unknown argument 'limt'; did you mean 'limit'?");
}

TEST_CASE("control peers: root, the daemon's own user and the socket's group may command") {
    constexpr uid_t daemon = 990;
    constexpr gid_t operators = 991;
    CHECK(may_command({.user = 0, .group = 0}, daemon, operators));
    CHECK(may_command({.user = daemon, .group = 5}, daemon, operators));
    CHECK(may_command({.user = 1'000, .group = operators}, daemon, operators));
    CHECK(
        may_command({.user = 1'000, .group = 1'000, .groups = {4, operators}}, daemon, operators));
    CHECK_FALSE(may_command({.user = 1'000, .group = 1'000, .groups = {4, 27}}, daemon, operators));
}

TEST_CASE("control peers: a user that the daemon's namespace hides is not called nobody") {
    CHECK(to_string(peer{.process = 7, .user = 1'000}) == "uid 1000, pid 7");
    CHECK(to_string(peer{.process = 7, .user = 65'534}) == "uid hidden by a user namespace, pid 7");
}
