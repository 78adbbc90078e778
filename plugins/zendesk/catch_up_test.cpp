#include "zendesk/catch_up.hpp"

#include "catch.hpp"

namespace earshot::zendesk {

namespace {

using namespace std::chrono_literals;

timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

json::value page(int size, std::string_view newest) {
    json::array results;
    for (int i = 0; i < size; ++i)
        results.push_back(json::object{{"id", i + 1}, {"updated_at", newest}});
    json::object body;
    body["results"] = std::move(results);
    return body;
}

struct begun : catch_up {
    begun() { begin(at("2026-03-01T12:00:00Z"), now); }

    timestamp now = at("2026-03-01T15:00:00Z");
};

}  // namespace

TEST_CASE("zendesk search: it begins a little before, and is done twice") {
    begun search;
    CHECK(search.due(search.now));
    CHECK(search.path() ==
          "/search.json?query=type%3Aticket%20updated%3E%3D2026-03-01T11%3A50%3A00Z"
          "&sort_by=updated_at&sort_order=asc&per_page=100&page=1");
    const std::string first = search.path();
    search.advance(page(3, "2026-03-01T12:30:00Z"), search.now);
    CHECK_FALSE(search.over());
    CHECK_FALSE(search.due(search.now + 9min));
    CHECK(search.due(search.now + 10min));
    CHECK(search.path() == first);
    search.advance(page(0, ""), search.now + 10min);
    CHECK(search.over());
    CHECK_FALSE(search.due(search.now + 1h));
}

TEST_CASE("zendesk search: a full page is followed by what changed since its last ticket") {
    begun search;
    search.advance(page(100, "2026-03-01T12:30:00Z"), search.now);
    CHECK(search.due(search.now));
    CHECK_THAT(search.path(), earshot::tests::contains("12%3A30%3A00Z"));
    CHECK_THAT(search.path(), earshot::tests::contains("&page=1"));
    search.advance(page(100, "2026-03-01T12:30:00Z"), search.now);
    CHECK_THAT(search.path(), earshot::tests::contains("12%3A30%3A00Z"));
    CHECK_THAT(search.path(), earshot::tests::contains("&page=2"));
    for (int i = 2; i <= 10; ++i) search.advance(page(100, "2026-03-01T12:30:00Z"), search.now);
    CHECK_THAT(search.path(), earshot::tests::contains("12%3A30%3A01Z"));
}

TEST_CASE("zendesk search: its tickets are their numbers") {
    CHECK(tickets_on(page(2, "")) == std::set<std::string>{"1", "2"});
    CHECK(tickets_on(json::parse(R"({"results":[{"id":null},7]})")).empty());
    CHECK(tickets_on(nullptr).empty());
}

}  // namespace earshot::zendesk
