#include "freshdesk/freshdesk.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::freshdesk {

namespace {

const std::string base = "https://brand.freshdesk.com";
const std::string api_base = base + "/api/v2";
const std::string entries =
    R"([{"id":88,"created_at":"2026-03-01T11:59:00Z","body":"<div>In Lisbon.</div>","user_id":7,)"
    R"("incoming":false,"private":false,"source":0}])";

struct fixture {
    explicit fixture(testkit::values more = {}) : host(given(std::move(more)), "helpdesk") {
        host.secrets.set("api_key", "geheim");
        host.http.always("GET", api_base + "/agents/me", 200, R"({"id":9})");
        host.http.always("GET", api_base + "/agents/7", 200, R"({"contact":{"name":"Ann"}})");
    }

    static settings given(testkit::values more) {
        more.emplace("url", base);
        more.emplace("api_key", "credential:f");
        return testkit::configured(account_fields, std::move(more));
    }

    result<batch> hook(std::string body) {
        webhook_request request;
        request.body = std::move(body);
        return plugin.accept(request);
    }

    sink_item said() const {
        sink_item one;
        one.key = "k-1";
        one.item.platform = "x";
        one.item.account = "care";
        one.item.object_id = "1";
        one.item.text = one.item.display_text = "Where is it?";
        one.understood.case_key = "x/care/1";
        return one;
    }

    testkit::fake_host host;
    freshdesk plugin{host};
};

const std::string listed =
    R"([{"id":35,"status":2,"updated_at":"2026-03-01T11:59:00Z",)"
    R"("custom_fields":{"cf_earshot_case":"x/care/1"}},{"id":36,"status":2,"custom_fields":{}}])";

}  // namespace

TEST_CASE("freshdesk: the list brings agents' replies to our tickets, with their names") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets?updated_since=", 200, listed);
    f.host.http.answer("GET", api_base + "/tickets/35/conversations", 200, entries);
    const auto polled = testkit::run(f.plugin.poll({}));
    REQUIRE(polled);
    REQUIRE(polled->items.replies.size() == 1);
    CHECK(polled->items.replies.front().author == "Ann");
    CHECK(polled->items.replies.front().origin == "helpdesk");
    CHECK_FALSE(polled->more);
    CHECK(read_position(polled->cursor, f.host.clock.now()));
}

TEST_CASE("PAIN-9: an answer that an automation announced is the one that the list has") {
    fixture f({{"webhook_secret", "credential:hook"}});
    f.host.http.answer("POST", api_base + "/tickets", 201, R"({"id":35})");
    REQUIRE(testkit::run(f.plugin.deliver({f.said()})).at(0));
    CHECK(f.hook(R"({"ticket_id":"35"})")->replies.empty());
    f.host.http.always("GET", api_base + "/tickets/35/conversations", 200, entries);
    f.host.http.answer("GET", api_base + "/tickets?updated_since=", 200, listed);
    const auto replies = testkit::run(f.plugin.poll({}))->items.replies;
    REQUIRE(replies.size() == 2);
    CHECK(replies[0] == replies[1]);  // the same id: the host takes it once
}

TEST_CASE(
    "PAIN-18: what an automation announced in vain comes with the list, however it was lost") {
    fixture f({{"webhook_secret", "credential:hook"}});
    f.host.http.answer("POST", api_base + "/tickets", 201, R"({"id":35})");
    REQUIRE(testkit::run(f.plugin.deliver({f.said()})).at(0));
    const std::string list = api_base + "/tickets?updated_since=";
    f.host.http.answer("GET", list, 200, "[]");
    const std::string cursor = testkit::run(f.plugin.poll({}))->cursor;
    CHECK(f.hook(R"({"ticket_id":"35"})"));
    f.host.http.answer("GET", api_base + "/tickets/35/conversations", 429, "");
    CHECK(testkit::run(f.plugin.poll({cursor})).error().kind == error_kind::throttled);
    for (int i = 0; i < 1'001; ++i)
        CHECK(f.hook(R"({"ticket_id":")" + std::to_string(1'000 + i) + R"("})"));
    CHECK(f.hook(R"({"ticket_id":"35"})"));
    f.host.http.answer("GET", list, 200, listed);
    f.host.http.answer("GET", api_base + "/tickets/35/conversations", 200, entries);
    const auto polled = testkit::run(f.plugin.poll({cursor}));
    REQUIRE(polled);
    CHECK(polled->items.replies.size() == 1);
}

TEST_CASE("PAIN-10: a ticket whose creation has no answer is searched for before another is made") {
    fixture f;
    f.host.http.fail("POST", api_base + "/tickets",
                     error(error_kind::transient, "http.timeout", "no answer"));
    CHECK_FALSE(testkit::run(f.plugin.deliver({f.said()})).at(0));
    f.host.http.always("GET", api_base + "/search/tickets", 200, R"({"results":[]})");
    sink_item again = f.said();
    again.repeated = true;
    CHECK_FALSE(testkit::run(f.plugin.deliver({again})).at(0));
    f.host.clock.advance(std::chrono::minutes(6));
    f.host.http.answer("POST", api_base + "/tickets", 201, R"({"id":35})");
    CHECK(testkit::run(f.plugin.deliver({again})).at(0));
}

TEST_CASE("freshdesk: the webhook is proved by a secret of its own") {
    CHECK(fixture().plugin.routes().empty());
    fixture f({{"webhook_secret", "credential:hook"}});
    const auto routes = f.plugin.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes.front().scheme.proof == webhook_proof::shared_secret);
    CHECK(routes.front().scheme.header == "x-earshot-secret");
    CHECK(f.hook("<html>").error().kind == error_kind::invalid);
}

TEST_CASE("PAIN-1: a key that was taken away is a state with a remedy") {
    CHECK(testkit::run(fixture().plugin.examine())->state == credential_state::valid);
    testkit::fake_host host(fixture::given({}), "helpdesk");
    host.secrets.set("api_key", "geheim");
    freshdesk plugin(host);
    host.http.answer("GET", api_base, 401, R"({"code":"invalid_credentials"})");
    CHECK(testkit::run(plugin.examine())->state == credential_state::expired);
    host.http.answer("GET", api_base, 503, "");
    CHECK(testkit::run(plugin.examine()).error().kind == error_kind::transient);
}

TEST_CASE("freshdesk: a field that would break the search is refused") {
    CHECK_THROWS_WITH(fixture({{"case_field", "Case Key"}}),
                      earshot::tests::contains("case_field"));
}

}  // namespace earshot::freshdesk
