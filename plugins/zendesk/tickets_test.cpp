#include "zendesk/tickets.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::zendesk {

namespace {

const std::string base = "https://brand.zendesk.com";
const std::string api_base = base + "/api/v2";
const std::string case_key = "x/care/1990000000000000007";

struct fixture {
    fixture() { host.secrets.set("token", "geheim"); }

    json::object ticket_sent() const {
        return json::parse(host.http.last().body).at("ticket").get_object();
    }

    static settings given() {
        return testkit::configured(account_fields, {{"url", base}, {"token", "credential:z"}});
    }

    testkit::fake_host host{given(), "helpdesk"};
    account where = read_account(host.configuration());
    api calls{host, where};
    tickets desk{where, calls};
};

helpdesk::note note_of(std::string key, std::string text) {
    helpdesk::note made;
    made.key = std::move(key);
    made.text = std::move(text);
    made.by.id = "44";
    made.by.handle = "ana";
    made.wakes = true;
    return made;
}

helpdesk::ticket_draft draft() {
    helpdesk::ticket_draft made;
    made.case_key = case_key;
    made.subject = "Where is it?";
    made.platform = "x";
    made.language = "nl";
    made.urgent = urgency::now;
    made.first = note_of("k-1", "Where is it?");
    return made;
}

std::string listed(int id, const std::string& status, const std::string& key = case_key) {
    return R"({"id":)" + std::to_string(id) + R"(,"status":")" + status + R"(","external_id":")" +
           key + R"("})";
}

std::string ticket(const std::string& status) {
    return R"({"ticket":{"id":35,"status":")" + status +
           R"(","updated_at":"2026-03-01T12:00:00Z","external_id":")" + case_key + R"("}})";
}

}  // namespace

TEST_CASE("zendesk: the oldest ticket that can still be changed is found") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets.json?external_id=", 200,
                       R"({"tickets":[)" + listed(9, "closed") + "," + listed(40, "open") + "," +
                           listed(35, "solved") + "," + listed(3, "open", "other") + "]}");
    CHECK(testkit::run(f.desk.find(case_key))->value().id == "35");
    f.host.http.answer("GET", api_base + "/tickets.json?external_id=", 200,
                       R"({"tickets":[)" + listed(9, "closed") + "]}");
    CHECK_FALSE(testkit::run(f.desk.find(case_key))->has_value());
}

TEST_CASE("zendesk: a ticket is created once for its key, by the customer, with what is known") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets.json?external_id=", 200, R"({"tickets":[]})");
    f.host.http.answer("POST", api_base + "/users/create_or_update.json", 201,
                       R"({"user":{"id":501}})");
    f.host.http.answer("POST", api_base + "/tickets.json", 201, ticket("new"));
    CHECK(testkit::run(f.desk.create(draft()))->url == base + "/agent/tickets/35");
    const json::object sent = f.ticket_sent();
    CHECK(sent.at("external_id").get_string() == case_key);
    CHECK(sent.at("requester_id") == 501);
    CHECK(sent.at("priority") == "urgent");
    CHECK(json::serialize(sent.at("tags")) == R"(["earshot","language_nl"])");
    CHECK_FALSE(sent.contains("via_followup_source_id"));
    std::size_t once = 0;
    for (const auto& [name, value] : f.host.http.last().headers)
        if (name == "idempotency-key") once = value.size();
    CHECK(once == 64);
}

TEST_CASE("PAIN-22: a closed ticket goes on in a follow-up that names it") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets/35.json", 200, ticket("closed"));
    const auto refused = testkit::run(f.desk.add({"35", ""}, note_of("k-2", "And now?")));
    CHECK(refused.error().kind == error_kind::gone);
    f.host.http.answer("GET", api_base + "/tickets.json?external_id=", 200,
                       R"({"tickets":[)" + listed(35, "closed") + "]}");
    f.host.http.answer("POST", api_base + "/users", 200, R"({"user":{"id":501}})");
    f.host.http.answer("POST", api_base + "/tickets.json", 201, ticket("new"));
    REQUIRE(testkit::run(f.desk.create(draft())));
    CHECK(f.ticket_sent().at("via_followup_source_id") == 35);
}

TEST_CASE("zendesk: a customer's word opens a solved ticket, unless somebody was quicker") {
    for (const int status : {200, 409}) {
        fixture f;
        f.host.http.answer("GET", api_base + "/tickets/35.json", 200, ticket("solved"));
        f.host.http.answer("POST", api_base + "/users", 200, R"({"user":{"id":501}})");
        f.host.http.answer("PUT", api_base + "/tickets/35.json", status,
                           R"({"audit":{"id":7,"events":[{"id":88,"type":"Comment"}]}})");
        const auto added = testkit::run(f.desk.add({"35", "u"}, note_of("k-2", "And now?")));
        const json::object sent = f.ticket_sent();
        CHECK(sent.at("status") == "open");
        CHECK(sent.at("safe_update").as_bool());
        CHECK(sent.at("updated_stamp") == "2026-03-01T12:00:00Z");
        CHECK(sent.at("comment").at("author_id") == 501);
        if (status == 200)
            CHECK(added->id == "88");
        else
            CHECK(added.error().kind == error_kind::conflict);
    }
}

TEST_CASE("zendesk: what Earshot says of a case is an internal note by itself") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets/35.json", 200, ticket("open"));
    f.host.http.answer("PUT", api_base + "/tickets/35.json", 200, R"({"audit":{"id":7}})");
    helpdesk::note entry = note_of("k", "was NOT published");
    entry.from = helpdesk::note_origin::earshot;
    REQUIRE(testkit::run(f.desk.add({"35", ""}, std::move(entry))));
    CHECK_FALSE(f.ticket_sent().at("comment").at("public").as_bool());
    CHECK_FALSE(f.ticket_sent().at("comment").as_object().contains("author_id"));
    CHECK_FALSE(f.ticket_sent().contains("status"));
}

TEST_CASE("PAIN-10: a comment that was entered before is found by its mark") {
    fixture f;
    f.host.http.always("GET", api_base + "/tickets/35/comments.json", 200,
                       R"({"comments":[{"id":88,"html_body":"<p>x</p><p>)" +
                           helpdesk::mark_of("k-2") + R"(</p>"}]})");
    CHECK(testkit::run(f.desk.find_note({"35", ""}, "k-2"))->value().id == "88");
    CHECK_FALSE(testkit::run(f.desk.find_note({"35", ""}, "k-3"))->has_value());
}

TEST_CASE("zendesk: tickets are asked for their cases a hundred at a time") {
    fixture f;
    const std::string url = api_base + "/tickets/show_many.json?ids=";
    f.host.http.answer("GET", url + "1,2,3,", 200,
                       "{\"tickets\":[" + listed(1, "open") + "," + listed(2, "open", "gap/x/y") +
                           "," + listed(3, "open", "sha256:00") + "]}");
    f.host.http.answer("GET", url + "101", 404, "");
    std::vector<std::string> ids;
    for (int i = 1; i <= 101; ++i) ids.push_back(std::to_string(i));
    const auto found = testkit::run(f.desk.cases_of(ids));
    REQUIRE(found);
    CHECK(*found == std::map<std::string, std::string>{{"1", case_key}});
    CHECK(f.host.http.requests().size() == 2);
}

}  // namespace earshot::zendesk
