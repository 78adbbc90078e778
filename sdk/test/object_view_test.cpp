#include "earshot/object_view.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

boost::json::value ticket() {
    return *parse_json(R"({"id":7,"title":"bag","open":true,"owner":null,"tags":["a"],
        "by":{"name":"Ann"},"at":"2026-03-01T12:00:00Z","seconds":1772366400.5,"far":1e300})",
                       "desk.body");
}

}  // namespace

TEST_CASE("object view: what is there is read, and what is absent or another thing is empty") {
    const auto held = ticket();
    const object_view from(&held);
    CHECK(from.text("id") == "7");
    CHECK(from.text("title") == "bag");
    CHECK(from.text("open").empty());
    CHECK(from.flag("open"));
    CHECK(from.flag("title", true));
    CHECK(from.object("by").text("name") == "Ann");
    CHECK(from.object("title").text("name").empty());
    CHECK(from.list("tags").size() == 1);
    CHECK(from.list("by").empty());
    CHECK_FALSE(object_view(nullptr).has("id"));
}

TEST_CASE("object view: null is named and not there") {
    const auto held = ticket();
    const object_view from(&held);
    CHECK(from.named("owner"));
    CHECK_FALSE(from.has("owner"));
    CHECK_FALSE(from.named("nobody"));
}

TEST_CASE("object view: a time is a date or seconds, within reason") {
    const auto held = ticket();
    const object_view from(&held);
    CHECK(format_rfc3339(from.time("at")) == "2026-03-01T12:00:00.000Z");
    CHECK(format_rfc3339(from.time("seconds")) == "2026-03-01T12:00:00.500Z");
    CHECK(from.time("far") == timestamp{});
    CHECK(from.time("title") == timestamp{});
}

TEST_CASE(
    "object view: an id is written as the number that it is, and anything else as it stands") {
    CHECK(id_value("42") == boost::json::value(42));
    for (const char* odd : {"", "42a", "99999999999999999999", "a-b"})
        CHECK(id_value(odd) == boost::json::value(odd));
}

TEST_CASE("object view: what is no JSON is refused with the code asked for") {
    const auto read = parse_json("{", "desk.body");
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == error_kind::invalid);
    CHECK(read.error().code == "desk.body");
}
