#include "redmine/issues.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/signature.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "redmine/fixture.hpp"

namespace earshot::redmine {
namespace {

using namespace tests;
using helpdesk::note_origin;

const std::string base = "https://redmine.example.org";
const std::string statuses =
    R"({"issue_statuses":[{"id":5,"name":"Closed","is_closed":true},)"
    R"({"id":1,"name":"New","is_closed":false},{"id":2,"name":"Doing","is_closed":false}]})";

struct fixture {
    explicit fixture(site at = brand()) : where(std::move(at)) {
        host.secrets.set("api_key", "geheim");
        host.http.always("GET", base + "/issue_statuses.json", 200, statuses);
    }

    static settings given() {
        return testkit::configured(
            site_fields, {{"url", base}, {"api_key", "credential:r"}, {"project", "social"}});
    }

    json::object sent() const {
        return json::parse(host.http.last().body).at("issue").get_object();
    }

    site where;
    testkit::fake_host host{given(), "helpdesk"};
    server api{host, where};
    issues desk{host, where, api};
};

helpdesk::note note_of(std::string key, std::string text) {
    helpdesk::note made;
    made.key = std::move(key);
    made.text = std::move(text);
    return made;
}

helpdesk::ticket_draft draft() {
    helpdesk::ticket_draft made;
    made.case_key = case_key;
    made.subject = "Where is my suitcase?";
    made.language = "nl";
    made.message_class = "complaint";
    made.urgent = urgency::now;
    made.first = note_of("k-1", "Where is my suitcase?");
    return made;
}

std::string listed(const std::string& key, int id) {
    return R"({"id":)" + std::to_string(id) + R"(,"custom_fields":[{"id":7,"value":)" +
           json_text(key) + R"(}],"updated_on":"2026-03-01T12:00:00Z"})";
}

std::string list(const std::string& issues) { return R"({"issues":[)" + issues + "]}"; }

TEST_CASE("redmine: an issue is found by its case key, and by nothing like it") {
    fixture f;
    std::string other = case_key;
    other.back() = 'K';
    f.host.http.answer("GET", base + "/issues.json", 200,
                       list(listed(other, 2) + "," + listed(case_key, 3)));
    const auto found = testkit::run(f.desk.find(case_key));
    REQUIRE(found);
    CHECK(found->value().id == "3");
    CHECK(found->value().url == base + "/issues/3");
    const http_request& asked = f.host.http.last();
    CHECK(asked.url.contains("f%5B%5D=cf_7&op%5Bcf_7%5D=%3D&v%5Bcf_7%5D%5B%5D=" +
                             percent_encode(case_key)));
    CHECK(asked.url.contains("op%5Bstatus_id%5D=%2A"));
    f.host.http.answer("GET", base + "/issues.json", 200, list(""));
    CHECK_FALSE(testkit::run(f.desk.find(case_key))->has_value());
}

TEST_CASE("redmine: where Redmine ignores the filter, no second issue is created on its word") {
    fixture f;
    f.host.http.answer("GET", base + "/issues.json", 200, list(listed("", 1)));
    const auto found = testkit::run(f.desk.find(case_key));
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == error_kind::scope_missing);
    CHECK(found.error().code == "redmine.case_field");
}

TEST_CASE("redmine: a new issue has key, words, priority, language and class") {
    site at = brand();
    at.tracker = 3;
    at.priorities = {0, 0, 0, 5};
    at.language_field = 8;
    at.class_field = 9;
    fixture f(at);
    f.host.http.answer("POST", base + "/issues.json", 201, issue(""));
    const auto made = testkit::run(f.desk.create(draft()));
    REQUIRE(made);
    CHECK(made->id == "3");
    const json::object sent = f.sent();
    CHECK(sent.at("project_id") == "social");
    CHECK(sent.at("subject") == "Where is my suitcase?");
    CHECK(sent.at("tracker_id") == 3);
    CHECK(sent.at("priority_id") == 5);
    CHECK(json::serialize(sent.at("custom_fields")) ==
          R"([{"id":7,"value":)" + json_text(case_key) +
              R"(},{"id":8,"value":"nl"},{"id":9,"value":"complaint"}])");
    const std::string text(sent.at("description").get_string());
    CHECK(text.contains("Where is my suitcase?"));
    CHECK(bears(text, helpdesk::mark_of("k-1")));
    CHECK(f.host.log.events().empty());
}

TEST_CASE("redmine: a subject that is too long is cut between characters") {
    fixture f;
    f.host.http.answer("POST", base + "/issues.json", 201, issue(""));
    helpdesk::ticket_draft long_one = draft();
    long_one.subject.clear();
    for (int i = 0; i < 300; ++i) long_one.subject += "é";
    REQUIRE(testkit::run(f.desk.create(std::move(long_one))));
    CHECK(f.sent().at("subject").get_string().size() == 510);
}

TEST_CASE("redmine: an issue that lost its key on the way is an alarm") {
    fixture f;
    f.host.http.answer("POST", base + "/issues.json", 201, issue("", "", ""));
    CHECK(testkit::run(f.desk.create(draft()))->id == "3");
    CHECK(f.host.log.count("redmine.case_field_ignored") == 1);
}

TEST_CASE("redmine: a note gives the number under which Redmine shows it") {
    fixture f;
    journal shown;
    shown.id = 40;
    shown.notes = marked("And my pushchair", "k-2", true);
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    f.host.http.answer("GET", base + "/issues/3.json", 200, issue(shown.written()));
    const auto added =
        testkit::run(f.desk.add({"3", base + "/issues/3"}, note_of("k-2", "And my pushchair")));
    REQUIRE(added);
    CHECK(added->id == "40");
    CHECK(added->url == base + "/issues/3#change-40");
}

TEST_CASE("redmine: what Earshot says of a case is a private note, what people say is not") {
    for (const note_origin from :
         {note_origin::customer, note_origin::brand, note_origin::earshot}) {
        fixture f;
        journal shown;
        shown.notes = marked("text", "k", true);
        f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
        f.host.http.answer("GET", base + "/issues/3.json", 200, issue(shown.written()));
        helpdesk::note entry = note_of("k", "text");
        entry.from = from;
        REQUIRE(testkit::run(f.desk.add({"3", ""}, std::move(entry))));
        const auto& put = f.host.http.requests().front();
        const bool hidden = json::parse(put.body).at("issue").at("private_notes").as_bool();
        CHECK(hidden == (from == note_origin::earshot));
    }
}

std::string with_status(int status, const std::string& journals) {
    std::string body = issue(journals);
    const std::string before = R"("status":{"id":1)";
    return body.replace(body.find(before), before.size(),
                        R"("status":{"id":)" + std::to_string(status));
}

TEST_CASE("redmine: a customer's word opens a closed issue again") {
    fixture f;
    journal shown;
    shown.notes = marked("Still nothing", "k", true);
    f.host.http.answer("GET", base + "/issues/3.json", 200, with_status(5, ""));
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    f.host.http.answer("GET", base + "/issues/3.json", 200, with_status(1, shown.written()));
    helpdesk::note entry = note_of("k", "Still nothing");
    entry.wakes = true;
    REQUIRE(testkit::run(f.desk.add({"3", ""}, std::move(entry))));
    for (const auto& one : f.host.http.requests())
        if (one.method == "PUT") CHECK(json::parse(one.body).at("issue").at("status_id") == 1);
    CHECK(f.host.log.events().empty());
}

TEST_CASE("redmine: an issue that our role may not reopen is told") {
    fixture f;
    journal shown;
    shown.notes = marked("Still nothing", "k", true);
    f.host.http.answer("GET", base + "/issues/3.json", 200, with_status(5, ""));
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    f.host.http.answer("GET", base + "/issues/3.json", 200, with_status(5, shown.written()));
    helpdesk::note entry = note_of("k", "Still nothing");
    entry.wakes = true;
    CHECK(testkit::run(f.desk.add({"3", ""}, std::move(entry))));
    CHECK(f.host.log.count("redmine.not_reopened") == 1);
}

TEST_CASE("redmine: the first entry is found in the description, the others among the notes") {
    fixture f;
    journal other;
    other.id = 41;
    other.notes = marked("More", "k-2", true);
    std::string body = issue(other.written());
    const std::string before = R"("description":"")";
    body.replace(body.find(before), before.size(),
                 R"("description":)" + json_text(marked("First", "k-1", true)));
    f.host.http.always("GET", base + "/issues/3.json", 200, body);
    CHECK(testkit::run(f.desk.find_note({"3", "u"}, "k-1"))->value().id == "3");
    CHECK(testkit::run(f.desk.find_note({"3", "u"}, "k-2"))->value().id == "41");
    CHECK_FALSE(testkit::run(f.desk.find_note({"3", "u"}, "k-3"))->has_value());
}

TEST_CASE("redmine: a deleted issue is gone") {
    fixture f;
    f.host.http.answer("GET", base + "/issues/3.json", 404, "");
    CHECK(testkit::run(f.desk.find_note({"3", ""}, "k")).error().kind == error_kind::gone);
}

TEST_CASE("redmine: where issues are not found at all, it is the address that is wrong") {
    fixture f;
    f.host.http.answer("POST", base + "/issues.json", 404, "");
    const auto made = testkit::run(f.desk.create(draft()));
    CHECK(made.error().kind == error_kind::transient);
    CHECK(made.error().code == "redmine.address");
    CHECK(made.error().detail.ends_with("; check url and project"));
}

TEST_CASE("redmine: the key goes with every request, and is nowhere shown") {
    fixture f;
    f.host.http.answer("GET", base + "/issues.json", 401, "");
    const auto found = testkit::run(f.desk.find(case_key));
    CHECK(found.error().kind == error_kind::unauthorized);
    CHECK_FALSE(found.error().detail.contains("geheim"));
    bool with_key = false;
    for (const auto& [name, value] : f.host.http.last().headers)
        with_key = with_key || (name == "x-redmine-api-key" && value == "geheim");
    CHECK(with_key);
}

struct by_name : fixture {
    by_name() : fixture(named()) {
        host.http.always("GET", base + "/projects/social.json", 200,
                         R"({"project":{"issue_custom_fields":[]}})");
    }

    static site named() {
        site at = brand();
        at.case_field = "EarshotCase";
        return at;
    }
};

TEST_CASE("redmine: a field given by name is looked up where we may look, once") {
    by_name f;
    f.host.http.answer("GET", base + "/custom_fields.json", 200,
                       R"({"custom_fields":[{"id":7,"name":"EarshotCase"}]})");
    f.host.http.always("GET", base + "/issues.json?set_filter", 200, list(""));
    CHECK(testkit::run(f.desk.find(case_key)));
    CHECK(f.host.http.last().url.contains("cf_7"));
    const std::size_t asked = f.host.http.requests().size();
    CHECK(testkit::run(f.desk.find(case_key)));
    CHECK(f.host.http.requests().size() == asked + 1);
}

TEST_CASE("redmine: in an empty project the first issue tells the field's number") {
    by_name f;
    f.host.http.always("GET", base + "/custom_fields.json", 403, "");
    f.host.http.always("GET", base + "/issues.json?status_id", 200, list(""));
    CHECK_FALSE(testkit::run(f.desk.find(case_key))->has_value());
    f.host.http.answer("POST", base + "/issues.json", 201, issue("", "", ""));
    f.host.http.answer("PUT", base + "/issues/3.json", 204, "");
    REQUIRE(testkit::run(f.desk.create(draft())));
    CHECK(json::serialize(f.sent().at("custom_fields")) ==
          R"([{"id":7,"value":)" + json_text(case_key) + "}]");
    CHECK(f.host.log.events().empty());
}

TEST_CASE("redmine: a field that cannot be seen is asked for by number") {
    by_name f;
    f.host.http.always("GET", base + "/custom_fields.json", 403, "");
    f.host.http.answer("GET", base + "/issues.json?status_id", 200, list(R"({"id":1})"));
    const auto found = testkit::run(f.desk.find(case_key));
    CHECK(found.error().code == "redmine.case_field");
    CHECK(found.error().detail.contains("number"));
}

}  // namespace
}  // namespace earshot::redmine
