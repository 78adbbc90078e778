#include "redmine/redmine.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "redmine/fixture.hpp"

namespace earshot::redmine {
namespace {

using namespace tests;

const std::string base = "https://redmine.example.org";

testkit::values needed(testkit::values more = {}) {
    more.emplace("url", base + "/");
    more.emplace("api_key", "credential:redmine");
    more.emplace("project", "social");
    more.emplace("case_field", "7");
    return more;
}

struct fixture {
    explicit fixture(testkit::values more = {})
        : host(testkit::configured(site_fields, needed(std::move(more))), "helpdesk") {
        host.secrets.set("api_key", "geheim");
        host.http.always("GET", base + "/issue_statuses.json", 200,
                         R"({"issue_statuses":[{"id":1,"is_closed":false},)"
                         R"({"id":5,"is_closed":true}]})");
        host.http.always("GET", base + "/users/current.json", 200, R"({"user":{"id":6}})");
    }

    result<poll_result> poll(std::string cursor = "", int most = 100) {
        return testkit::run(plugin.poll({std::move(cursor), most}));
    }

    testkit::fake_host host;
    redmine plugin{host};
};

std::string listed(int id, const std::string& updated) {
    return R"({"id":)" + std::to_string(id) + R"(,"custom_fields":[{"id":7,"value":)" +
           json_text(case_key) + R"(}],"updated_on":")" + updated + R"("})";
}

std::string list(const std::string& issues) { return R"({"issues":[)" + issues + "]}"; }

sink_item said(std::string key, std::string text, bool repeated = false) {
    sink_item one;
    one.key = std::move(key);
    one.repeated = repeated;
    one.item.platform = "bluesky";
    one.item.account = "care";
    one.item.object_id = "at://did:plc:ana/app.bsky.feed.post/3k";
    one.item.by.handle = "ana.test";
    one.item.text = one.item.display_text = std::move(text);
    one.understood.case_key = case_key;
    one.understood.case_id = "c1";
    return one;
}

TEST_CASE("redmine: it takes what belongs to a case, and nothing else") {
    CHECK(fixture().plugin.capacity().cases_only);
}

TEST_CASE("redmine: the first message makes an issue, the next one a note in it") {
    fixture f;
    f.host.http.answer("POST", base + "/issues.json", 201, issue(""));
    const auto first = testkit::run(f.plugin.deliver({said("k-1", "Where is my suitcase?")}));
    REQUIRE(first.at(0));
    CHECK(first.at(0)->url == base + "/issues/3");
    journal shown;
    shown.notes = marked("x", "k-2", true);
    f.host.http.always("GET", base + "/issues/3.json", 200, issue(shown.written()));
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    CHECK(testkit::run(f.plugin.deliver({said("k-2", "It is blue")})).at(0)->id == "17");
}

TEST_CASE("PAIN-10: what was entered before a crash is found and not entered twice") {
    fixture f;
    journal shown;
    shown.notes = marked("x", "k-2", true);
    f.host.http.answer("GET", base + "/issues.json?set_filter", 200,
                       list(listed(3, "2026-03-01T12:00:00Z")));
    f.host.http.answer("GET", base + "/issues/3.json", 200, issue(shown.written()));
    CHECK(testkit::run(f.plugin.deliver({said("k-2", "It is blue", true)})).at(0)->id == "17");
    for (const http_request& one : f.host.http.requests()) CHECK(one.method == "GET");
}

TEST_CASE("PAIN-2: a refused answer opens the issue again, with the reason") {
    fixture f;
    f.host.http.answer("POST", base + "/issues.json", 201, issue(""));
    REQUIRE(testkit::run(f.plugin.deliver({said("k-1", "Where is it?")})).at(0));
    std::string closed = issue("");
    closed.replace(closed.find(R"("status":{"id":1)"), 16, R"("status":{"id":5)");
    journal shown;
    shown.notes = marked("x", "n-1", true);
    f.host.http.answer("GET", base + "/issues/3.json", 200, closed);
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    f.host.http.answer("GET", base + "/issues/3.json", 200, issue(shown.written()));
    notice refused;
    refused.key = "n-1";
    refused.case_key = case_key;
    answer_refused why;
    why.code = "bluesky.blocked";
    why.detail = "the customer blocked us";
    why.answer.text = "Hello";
    why.answer.platform = "bluesky";
    refused.what = why;
    REQUIRE(testkit::run(f.plugin.inform({refused})).at(0));
    for (const http_request& one : f.host.http.requests()) {
        if (one.method != "PUT") continue;
        const json::value sent = json::parse(one.body).at("issue");
        CHECK(sent.at("status_id") == 1);
        CHECK(sent.at("private_notes").as_bool());
        CHECK(std::string_view(sent.at("notes").get_string()).contains("the customer blocked us"));
    }
}

TEST_CASE("redmine: the first poll begins at the newest change, later ones where the last ended") {
    fixture f;
    f.host.http.answer("GET", base + "/issues.json", 200, list(listed(3, "2026-03-01T12:00:00Z")));
    f.host.http.answer("GET", base + "/issues.json", 200, list(""));
    const auto first = f.poll();
    REQUIRE(first);
    CHECK_FALSE(first->more);
    CHECK(f.host.http.last().url.contains("2026-03-01T11%3A58%3A00Z"));

    journal answer;
    answer.notes = "@customer Found it!";
    f.host.http.answer("GET", base + "/issues.json", 200, list(listed(3, "2026-03-01T12:00:00Z")));
    f.host.http.answer("GET", base + "/issues/3.json", 200, issue(answer.written()));
    const auto second = f.poll(first->cursor);
    REQUIRE(second);
    REQUIRE(second->items.replies.size() == 1);
    CHECK(second->items.replies.front().text == "Found it!");
}

TEST_CASE("redmine: a poll that fails can be repeated from the same cursor") {
    fixture f;
    f.host.http.answer("GET", base + "/issues.json", 200, list(""));
    f.host.http.answer("GET", base + "/issues.json", 200, list(""));
    const std::string cursor = f.poll()->cursor;
    journal answer;
    answer.notes = "@customer Found it!";
    for (int round = 0; round < 2; ++round) {
        f.host.http.answer("GET", base + "/issues.json", 200,
                           list(listed(3, "2026-03-01T12:00:00Z")));
        f.host.http.answer("GET", base + "/issues/3.json", round == 0 ? 503 : 200,
                           issue(answer.written()));
        const auto polled = f.poll(cursor);
        if (round == 0)
            CHECK(polled.error().kind == error_kind::transient);
        else
            CHECK(polled->items.replies.size() == 1);
    }
}

TEST_CASE("redmine: an issue deleted between list and look is passed over") {
    fixture f;
    f.host.http.answer("GET", base + "/issues.json", 200, list(""));
    f.host.http.answer("GET", base + "/issues.json", 200, list(listed(3, "2026-03-01T12:00:00Z")));
    f.host.http.answer("GET", base + "/issues/3.json", 404, "");
    const auto polled = f.poll("", 1);
    REQUIRE(polled);
    CHECK(polled->more);
}

TEST_CASE("redmine: the webhook route is there when it can be checked") {
    CHECK(fixture().plugin.routes().empty());
    fixture f({{"webhook_secret", "credential:hook"}});
    const auto routes = f.plugin.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes.front().scheme.header == "x-redmine-signature-256");
    CHECK(routes.front().scheme.prefix == "sha256=");
    CHECK(routes.front().scheme.secret_field == "webhook_secret");
    CHECK(f.plugin.challenge({}).error().code == "webhooks.no_challenge");
}

TEST_CASE("PAIN-1: a key that was taken away is a state with a remedy") {
    fixture f;
    CHECK(testkit::run(f.plugin.examine())->state == credential_state::valid);
    testkit::fake_host other(testkit::configured(site_fields, needed()), "helpdesk");
    other.secrets.set("api_key", "geheim");
    redmine plugin(other);
    other.http.answer("GET", base + "/users/current.json", 401, "");
    const auto refused = testkit::run(plugin.examine());
    CHECK(refused->state == credential_state::expired);
    CHECK(refused->detail.contains("API key"));
    other.http.answer("GET", base + "/users/current.json", 502, "");
    CHECK(testkit::run(plugin.examine()).error().kind == error_kind::transient);
}

TEST_CASE("redmine: settings that cannot work are refused") {
    CHECK_THROWS_WITH(fixture({{"answer_marker", ""}}), earshot::tests::contains("answer_marker"));
    CHECK_THROWS_WITH(fixture({{"tracker", std::int64_t{-1}}}),
                      earshot::tests::contains("tracker"));
}

}  // namespace
}  // namespace earshot::redmine
