#include "zendesk/zendesk.hpp"

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::zendesk {

namespace {

const std::string base = "https://brand.zendesk.com";
const std::string api_base = base + "/api/v2";
const std::string case_key = "x/care/1990000000000000007";
const std::string comments =
    R"({"comments":[{"id":88,"public":true,"author_id":7,"html_body":"<p>In Lisbon.</p>",)"
    R"("created_at":"2026-03-01T11:59:00Z"},{"id":89,"public":false,"author_id":7,)"
    R"("html_body":"secret","created_at":"2026-03-01T11:59:30Z"}],)"
    R"("users":[{"id":7,"name":"Ann","role":"agent"}]})";

struct fixture {
    explicit fixture(testkit::values more = {}) : host(given(std::move(more)), "helpdesk") {
        host.secrets.set("token", "geheim");
        host.http.always("GET", api_base + "/users/me.json", 200,
                         R"({"user":{"id":9,"role":"admin"}})");
    }

    static settings given(testkit::values more) {
        more.emplace("url", base);
        more.emplace("token", "credential:z");
        return testkit::configured(account_fields, std::move(more));
    }

    void with_ticket() {
        host.http.answer("GET", api_base + "/tickets.json?external_id=", 200, R"({"tickets":[]})");
        host.http.answer("POST", api_base + "/users", 200, R"({"user":{"id":501}})");
        host.http.answer("POST", api_base + "/tickets.json", 201, R"({"ticket":{"id":35}})");
        sink_item one;
        one.key = "k-1";
        one.item.platform = "x";
        one.item.account = "care";
        one.item.object_id = "1990000000000000007";
        one.item.by.id = "44";
        one.item.text = one.item.display_text = "Where is it?";
        one.understood.case_key = case_key;
        REQUIRE(testkit::run(plugin.deliver({one})).at(0));
    }

    testkit::fake_host host;
    zendesk plugin{host};
};

const std::string exported =
    R"({"ticket_events":[{"id":1,"ticket_id":35,"timestamp":1772366340,"updater_id":7,)"
    R"("child_events":[{"event_type":"Comment","id":88,"public":true,"author_id":7},)"
    R"({"event_type":"Change","id":90,"status":"solved","previous_value":"open"}]},)"
    R"({"id":2,"ticket_id":36,"timestamp":1772366340,"updater_id":7,)"
    R"("child_events":[{"event_type":"Comment","id":99,"public":true,"author_id":7}]}],)"
    R"("end_time":1772366341,"end_of_stream":true})";

}  // namespace

TEST_CASE("zendesk: the export brings answers and changes of our tickets, and of no others") {
    fixture f;
    f.with_ticket();
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200, exported);
    f.host.http.answer("GET", api_base + "/tickets/35/comments.json", 200, comments);
    const auto polled = testkit::run(f.plugin.poll({}));
    REQUIRE(polled);
    REQUIRE(polled->items.replies.size() == 1);
    CHECK(polled->items.replies.front().id == "comment-88");
    CHECK(polled->items.replies.front().text == "In Lisbon.");
    REQUIRE(polled->items.changes.size() == 1);
    CHECK(polled->items.changes.front().case_key == case_key);
    CHECK(polled->cursor == "1772366341");
}

TEST_CASE("PAIN-34: the export is asked for once a minute, however often we are polled") {
    fixture f;
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200,
                       R"({"ticket_events":[],"end_time":1772366341})");
    const std::string cursor = testkit::run(f.plugin.poll({}))->cursor;
    const std::size_t asked = f.host.http.requests().size();
    CHECK(testkit::run(f.plugin.poll({cursor}))->cursor == cursor);
    CHECK(f.host.http.requests().size() == asked);
    f.host.clock.advance(std::chrono::seconds(61));
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200,
                       R"({"ticket_events":[],"end_time":1772366400})");
    CHECK(testkit::run(f.plugin.poll({cursor}))->cursor == "1772366400");
}

TEST_CASE("zendesk: a cursor that is none of Zendesk's is refused for good") {
    fixture f;
    const auto polled = testkit::run(f.plugin.poll({"{}"}));
    CHECK(polled.error().kind == error_kind::permanent);
    CHECK(polled.error().code == "zendesk.cursor");
}

TEST_CASE("zendesk: a trigger that names a ticket has its comments read with the next poll") {
    fixture f({{"webhook_secret", "credential:hook"}, {"poll", false}});
    f.with_ticket();
    webhook_request request;
    request.body = R"({"ticket_id":"35"})";
    CHECK(f.plugin.accept(request)->replies.empty());
    f.host.http.answer("GET", api_base + "/tickets/35/comments.json", 503, "");
    CHECK(testkit::run(f.plugin.poll({})).error().kind == error_kind::transient);
    f.host.http.answer("GET", api_base + "/tickets/35/comments.json", 200, comments);
    CHECK(testkit::run(f.plugin.poll({}))->items.replies.size() == 1);
    CHECK(testkit::run(f.plugin.poll({}))->items.replies.empty());
}

TEST_CASE("zendesk: webhooks are signed over timestamp and body; an empty one is a trial") {
    fixture f({{"webhook_secret", "credential:hook"}});
    const auto routes = f.plugin.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes.front().scheme.text == signed_text::timestamp_body);
    CHECK(routes.front().scheme.header == "x-zendesk-webhook-signature");
    CHECK(f.plugin.accept({})->replies.empty());
    CHECK(fixture().plugin.routes().empty());
}

TEST_CASE("PAIN-1: a token that is no longer good is told, also where Zendesk says 200") {
    fixture good;
    CHECK(testkit::run(good.plugin.examine())->state == credential_state::valid);
    testkit::fake_host host(fixture::given({}), "helpdesk");
    host.secrets.set("token", "geheim");
    zendesk plugin(host);
    host.http.answer("GET", api_base, 200, R"({"user":{"id":null,"role":"end-user"}})");
    CHECK(testkit::run(plugin.examine())->state == credential_state::expired);
    host.http.answer("GET", api_base, 200, R"({"user":{"id":9,"role":"agent"}})");
    CHECK(testkit::run(plugin.examine())->state == credential_state::scope_missing);
    host.http.answer("GET", api_base, 500, "");
    CHECK(testkit::run(plugin.examine()).error().kind == error_kind::transient);
}

TEST_CASE("zendesk: without any way back the configuration is refused") {
    CHECK_THROWS_WITH(fixture({{"poll", false}}), earshot::tests::contains("webhook_secret"));
}

}  // namespace earshot::zendesk
