#include "earshot/settings.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

const settings given({{"name", std::string("klm")},
                      {"site", std::string("https://help.example.org/desk//")},
                      {"pages", std::int64_t{5}},
                      {"depth", std::int64_t{-1}},
                      {"dry_run", true},
                      {"pause", duration{1'500}},
                      {"tags", std::vector<std::string>{"a", "b"}}});

}  // namespace

TEST_CASE("settings: a value is read as the type it has") {
    CHECK(given.text("name") == "klm");
    CHECK(given.integer("pages") == 5);
    CHECK(given.boolean("dry_run"));
    CHECK(given.span("pause") == duration{1'500});
    CHECK(given.list("tags") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("settings: a path can be appended to a base address") {
    CHECK(given.base_url("site") == "https://help.example.org/desk");
}

TEST_CASE("settings: nothing can be appended to an address that goes on behind its path") {
    for (const char* site : {"https://help.example.org/desk?x=1", "https://help.example.org#top"}) {
        const settings wrong({{"site", std::string(site)}});
        CHECK(wrong.text("site") == site);
        CHECK_THROWS_WITH(wrong.base_url("site"), tests::contains("'site' has a query"));
    }
}

TEST_CASE("settings: a number that must not be negative is refused in words for people") {
    CHECK(given.natural("pages") == 5);
    CHECK(given.integer("depth") == -1);
    CHECK_THROWS_AS(given.natural("depth"), std::invalid_argument);
    CHECK_THROWS_WITH(given.natural("depth"), "'depth' must not be negative; write 0 or more");
}

TEST_CASE("settings: an optional value that was not given can be asked for, not read") {
    CHECK(given.has("name"));
    CHECK_FALSE(given.has("none"));
    CHECK_THROWS_WITH(given.text("none"), "the field none has no value");
}

TEST_CASE("settings: reading a value as another type is a bug, and named") {
    CHECK_THROWS_WITH(given.integer("name"), "the field name has another type");
    CHECK_THROWS_AS(given.text("pages"), std::logic_error);
}
