#include "freshdesk/tickets.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::freshdesk {

namespace {

const std::string base = "https://brand.freshdesk.com";
const std::string api_base = base + "/api/v2";
const std::string case_key = "x/care/1990000000000000007";

struct fixture {
    fixture() { host.secrets.set("api_key", "geheim"); }

    json::object sent() const { return json::parse(host.http.last().body).get_object(); }

    static settings given() {
        return testkit::configured(account_fields, {{"url", base}, {"api_key", "credential:f"}});
    }

    testkit::fake_host host{given(), "helpdesk"};
    account where = read_account(host.configuration());
    api calls{host, where};
    tickets desk{host, where, calls};
};

helpdesk::note note_of(std::string key, std::string text) {
    helpdesk::note made;
    made.key = std::move(key);
    made.text = std::move(text);
    made.wakes = true;
    return made;
}

std::string ticket(int status, const std::string& key = case_key) {
    return R"({"id":35,"status":)" + std::to_string(status) +
           R"(,"requester_id":501,"description":"","custom_fields":{"cf_earshot_case":")" + key +
           R"("}})";
}

}  // namespace

TEST_CASE("freshdesk: a ticket is found by its field, and by nothing like it") {
    fixture f;
    f.host.http.answer("GET", api_base + "/search/tickets", 200,
                       R"({"results":[)" + ticket(2, "X/CARE/1990000000000000007") + "," +
                           ticket(2) + R"(],"total":2})");
    CHECK(testkit::run(f.desk.find(case_key))->value().url == base + "/a/tickets/35");
    CHECK(f.host.http.last().url.ends_with(
        "query=%22cf_earshot_case%3A%27x%2Fcare%2F1990000000000000007%27%22"));
    CHECK(f.desk.search_delay() == std::chrono::minutes(5));
    CHECK(key_in_field("x/care/it's").starts_with("sha256:"));
}

TEST_CASE("freshdesk: a new ticket is open, by the customer, with its key") {
    fixture f;
    f.host.http.answer("POST", api_base + "/tickets", 201, ticket(2));
    helpdesk::ticket_draft draft;
    draft.case_key = case_key;
    draft.subject = "Where is it?";
    draft.platform = "x";
    draft.customer.id = "44";
    draft.customer.handle = "ana";
    draft.urgent = urgency::now;
    draft.language = "nl";
    draft.first = note_of("k-1", "Where is it?");
    CHECK(testkit::run(f.desk.create(draft))->id == "35");
    const json::object sent = f.sent();
    CHECK(sent.at("unique_external_id") == "x:44");
    CHECK(sent.at("name") == "@ana");
    CHECK(sent.at("priority") == 4);
    CHECK(sent.at("custom_fields").at("cf_earshot_case").get_string() == case_key);
    CHECK(json::serialize(sent.at("tags")) == R"(["earshot","language_nl"])");
    CHECK(f.host.log.events().empty());
    f.host.http.answer("POST", api_base + "/tickets", 201, ticket(2, ""));
    CHECK(testkit::run(f.desk.create(draft)));
    CHECK(f.host.log.count("freshdesk.case_field_ignored") == 1);
}

TEST_CASE("freshdesk: a customer's word opens a closed ticket and is an incoming note") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets/35", 200, ticket(5));
    f.host.http.answer("PUT", api_base + "/tickets/35", 200, ticket(2));
    f.host.http.answer("POST", api_base + "/tickets/35/notes", 201, R"({"id":88})");
    CHECK(testkit::run(f.desk.add({"35", ""}, note_of("k", "And now?")))->id == "88");
    const json::object sent = f.sent();
    CHECK(sent.at("incoming").as_bool());
    CHECK_FALSE(sent.at("private").as_bool());
    CHECK(sent.at("user_id") == 501);
}

TEST_CASE("freshdesk: what Earshot says of a case is a private note by itself") {
    fixture f;
    f.host.http.answer("GET", api_base + "/tickets/35", 200, ticket(2));
    f.host.http.answer("POST", api_base + "/tickets/35/notes", 201, R"({"id":88})");
    helpdesk::note entry = note_of("k", "was NOT published");
    entry.from = helpdesk::note_origin::earshot;
    REQUIRE(testkit::run(f.desk.add({"35", ""}, std::move(entry))));
    CHECK(f.sent().at("private").as_bool());
    CHECK_FALSE(f.sent().contains("incoming"));
    CHECK_FALSE(f.sent().contains("user_id"));
}

TEST_CASE("PAIN-10: a note that was entered before is found by its mark") {
    fixture f;
    f.host.http.always(
        "GET", api_base + "/tickets/35/conversations", 200,
        R"([{"id":88,"body":"<p>x</p><p>)" + helpdesk::mark_of("k-2") + R"(</p>"}])");
    f.host.http.always("GET", api_base + "/tickets/35", 200, ticket(2));
    CHECK(testkit::run(f.desk.find_note({"35", ""}, "k-2"))->value().id == "88");
    CHECK_FALSE(testkit::run(f.desk.find_note({"35", ""}, "k-3"))->has_value());
}

}  // namespace earshot::freshdesk
