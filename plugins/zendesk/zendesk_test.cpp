#include "zendesk/zendesk.hpp"

#include <memory>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::zendesk {

namespace {

const std::string base = "https://brand.zendesk.com";
const std::string api_base = base + "/api/v2";
const std::string named_tickets = api_base + "/tickets/show_many.json";
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
        host.http.always("GET", named_tickets, 200, R"({"tickets":[]})");
    }

    static settings given(testkit::values more) {
        more.emplace("url", base);
        more.emplace("token", "credential:z");
        return testkit::configured(account_fields, std::move(more));
    }

    void with_ticket(const std::string& id = "35") {
        host.http.answer("POST", api_base + "/tickets.json", 201,
                         R"({"ticket":{"id":)" + id + "}}");
        REQUIRE(deliver(id));
    }

    result<receipt> deliver(const std::string& id) {
        host.http.answer("GET", api_base + "/tickets.json?external_id=", 200, R"({"tickets":[]})");
        host.http.answer("POST", api_base + "/users", 200, R"({"user":{"id":501}})");
        sink_item one;
        one.key = "k-" + id;
        one.item.platform = "x";
        one.item.account = "care";
        one.item.object_id = "1990000000000000007";
        one.item.by.id = "44";
        one.item.text = one.item.display_text = "Where is it?";
        one.understood.case_key = id == "35" ? case_key : case_key + id;
        return testkit::run(plugin->deliver({one})).at(0);
    }

    // Zendesk creates ticket 35, and we never learn of it.
    void with_ticket_in_doubt() {
        host.http.fail("POST", api_base + "/tickets.json",
                       error(error_kind::transient, "http.timeout", "no answer"));
        REQUIRE_FALSE(deliver("35"));
        host.http.answer("GET", named_tickets, 200,
                         R"({"tickets":[{"id":35,"external_id":")" + case_key +
                             R"("},{"id":36,"external_id":"order-4711"}]})");
    }

    // As a trigger does.
    void call(const std::string& ticket) {
        webhook_request request;
        request.body = R"({"ticket_id":")" + ticket + R"("})";
        request.received = host.clock.now();
        CHECK(plugin->accept(request)->replies.empty());
    }

    void comments_are(const std::string& ticket, int status, const std::string& body) {
        host.http.answer("GET", api_base + "/tickets/" + ticket + "/comments.json", status, body);
    }

    // The host keeps what came, and its cursor.
    std::vector<reply> poll() {
        auto polled = testkit::run(plugin->poll({cursor}));
        REQUIRE(polled);
        cursor = polled->cursor;
        return std::move(polled->items.replies);
    }

    void restart() { plugin = std::make_unique<zendesk>(host); }

    testkit::fake_host host;
    std::unique_ptr<zendesk> plugin = std::make_unique<zendesk>(host);
    std::string cursor;
};

// An agent that is no administrator.
struct hooked : fixture {
    hooked() : fixture({{"webhook_secret", "credential:hook"}, {"poll", false}}) {}
};

timestamp since(const std::string& cursor) { return read_position(cursor).value().since; }

timestamp at(std::int64_t seconds) { return timestamp{std::chrono::seconds{seconds}}; }

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
    const auto polled = testkit::run(f.plugin->poll({}));
    REQUIRE(polled);
    REQUIRE(polled->items.replies.size() == 1);
    CHECK(polled->items.replies.front().id == "comment-88");
    CHECK(polled->items.replies.front().text == "In Lisbon.");
    REQUIRE(polled->items.changes.size() == 1);
    CHECK(polled->items.changes.front().case_key == case_key);
    CHECK(since(polled->cursor) == at(1772366341));
}

TEST_CASE("PAIN-10: an agent's answer is not passed over where creating its ticket had no answer") {
    fixture f;
    f.with_ticket_in_doubt();
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200, exported);
    f.comments_are("35", 200, comments);
    const auto polled = testkit::run(f.plugin->poll({}));
    REQUIRE(polled);
    REQUIRE(polled->items.replies.size() == 1);
    CHECK(polled->items.replies.front().object_id == "1990000000000000007");
    CHECK(polled->items.changes.size() == 1);
    CHECK(f.host.http.unused() == 0);
}

TEST_CASE("PAIN-34: the export is asked for once a minute, however often we are polled") {
    fixture f;
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200,
                       R"({"ticket_events":[],"end_time":1772366341})");
    const std::string cursor = testkit::run(f.plugin->poll({}))->cursor;
    const std::size_t asked = f.host.http.requests().size();
    CHECK(testkit::run(f.plugin->poll({cursor}))->cursor == cursor);
    CHECK(f.host.http.requests().size() == asked);
    f.host.clock.advance(std::chrono::seconds(61));
    f.host.http.answer("GET", api_base + "/incremental/ticket_events.json", 200,
                       R"({"ticket_events":[],"end_time":1772366400})");
    CHECK(since(testkit::run(f.plugin->poll({cursor}))->cursor) == at(1772366400));
}

TEST_CASE("zendesk: a cursor that is none of Zendesk's is refused for good") {
    fixture f;
    const auto polled = testkit::run(f.plugin->poll({"{}"}));
    CHECK(polled.error().kind == error_kind::permanent);
    CHECK(polled.error().code == "zendesk.cursor");
}

TEST_CASE("zendesk: a trigger that names a ticket has its comments read with the next poll") {
    hooked f;
    f.with_ticket();
    f.call("35");
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);
    CHECK(f.poll().empty());
}

TEST_CASE(
    "zendesk: a named ticket that the store does not know is asked whose it is, until it says") {
    hooked f;
    f.host.http.answer("GET", named_tickets, 503, "");
    f.call("35");
    CHECK(f.poll().empty());
    f.with_ticket_in_doubt();
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);
    CHECK(read_position(f.cursor)->hints.empty());
}

TEST_CASE("zendesk: a ticket that cannot be read now stays named, and the others' answers come") {
    for (const char* refused : {"35", "36"}) {
        hooked f;
        f.with_ticket("35");
        f.with_ticket("36");
        f.call("35");
        f.call("36");
        f.comments_are(refused, 503, "");
        f.comments_are(refused == std::string("35") ? "36" : "35", 200, comments);
        CHECK(f.poll().size() == 1);
        f.comments_are(refused, 503, "");
        CHECK(testkit::run(f.plugin->poll({f.cursor})).error().kind == error_kind::transient);
        f.restart();
        f.host.http.always("GET", api_base + "/search.json", 200, R"({"results":[]})");
        f.comments_are(refused, 200, comments);
        CHECK(f.poll().size() == 1);
    }
}

TEST_CASE("PAIN-34: of two named tickets the second meets 429: the first's answer is kept") {
    hooked f;
    f.with_ticket("35");
    f.with_ticket("36");
    f.call("35");
    f.call("36");
    f.comments_are("35", 200, comments);
    f.host.http.answer("GET", api_base + "/tickets/36/comments.json", 429, "",
                       {{"retry-after", "30"}});
    const auto polled = testkit::run(f.plugin->poll({}));
    REQUIRE(polled);
    CHECK(polled->items.replies.size() == 1);
    CHECK(polled->come_back == std::chrono::seconds(30));
    CHECK(read_position(polled->cursor)->hints.contains("36"));
}

TEST_CASE("zendesk: a poll whose answers could not be stored brings them again") {
    hooked f;
    f.with_ticket();
    f.poll();
    f.call("35");
    f.comments_are("35", 200, comments);
    CHECK(testkit::run(f.plugin->poll({f.cursor}))->items.replies.size() == 1);
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);  // from the same cursor
    CHECK(f.poll().empty());
}

TEST_CASE("PAIN-18: a named ticket is read after two days in which Zendesk refused the token") {
    hooked f;
    f.with_ticket();
    f.call("35");
    f.comments_are("35", 401, "");
    CHECK(f.poll().empty());
    f.comments_are("35", 401, "");
    CHECK(testkit::run(f.plugin->poll({f.cursor})).error().kind == error_kind::unauthorized);
    f.host.clock.advance(std::chrono::hours(48));
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);
}

TEST_CASE("PAIN-18: the daemon ends between a webhook and the poll: the search finds the ticket") {
    hooked f;
    f.with_ticket();
    f.poll();
    f.call("35");
    f.restart();
    f.host.clock.advance(std::chrono::hours(3));
    const std::string search = api_base + "/search.json?query=type%3Aticket%20updated%3E%3D";
    f.host.http.answer("GET", search, 503, "");
    CHECK(testkit::run(f.plugin->poll({f.cursor})).error().kind == error_kind::transient);
    f.host.http.answer("GET", search, 200, R"({"results":[{"id":7},{"id":35}]})");
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);
    CHECK(f.poll().empty());
    f.host.clock.advance(std::chrono::minutes(10));
    f.host.http.answer("GET", search, 200, R"({"results":[]})");
    const timestamp before = since(f.cursor);
    CHECK(f.poll().empty());
    CHECK(since(f.cursor) > before);
    CHECK(f.host.http.unused() == 0);
}

TEST_CASE("zendesk: what a webhook names while its ticket is being read is read again") {
    hint_box told;
    position first;
    CHECK(told.tell("35", at(1772366340)));
    told.hand_over("", first);
    CHECK(told.tell("35", at(1772366345)));
    told.promise(write_position(first));
    position second;
    told.hand_over(write_position(first), second);
    CHECK(second.hints.at("35") == at(1772366345));
}

TEST_CASE("zendesk: more named tickets than are remembered are found by the search") {
    hooked f;
    f.with_ticket();
    f.poll();
    for (int i = 0; i < 1'000; ++i) f.call(std::to_string(1'000 + i));
    f.call("35");
    for (int i = 0; i < 50; ++i) CHECK(f.poll().empty());  // none of them is ours
    f.host.http.answer("GET", api_base + "/search.json", 200, R"({"results":[{"id":35}]})");
    f.comments_are("35", 200, comments);
    CHECK(f.poll().size() == 1);
}

TEST_CASE("zendesk: webhooks are signed over timestamp and body; an empty one is a trial") {
    fixture f({{"webhook_secret", "credential:hook"}});
    const auto routes = f.plugin->routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes.front().scheme.text == signed_text::timestamp_body);
    CHECK(routes.front().scheme.header == "x-zendesk-webhook-signature");
    CHECK(f.plugin->accept({})->replies.empty());
    CHECK(fixture().plugin->routes().empty());
}

TEST_CASE("PAIN-1: a token that is no longer good is told, also where Zendesk says 200") {
    fixture good;
    CHECK(testkit::run(good.plugin->examine())->state == credential_state::valid);
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
