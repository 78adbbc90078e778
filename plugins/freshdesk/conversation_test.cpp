#include "freshdesk/conversation.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/testkit/plain_text.hpp"

namespace earshot::freshdesk {

namespace {

const std::string case_key = "x/care/1990000000000000007";

std::vector<answer_found> read(const std::string& entries, timestamp floor = {}) {
    const testkit::plain_text reader;
    return read_answers(*parse("[" + entries + "]"), case_key, {"helpdesk", "9", floor}, reader);
}

std::string entry(const std::string& more, int by = 7) {
    return R"({"id":88,"created_at":"2026-03-01T12:00:00Z","body":"<div>In Lisbon.</div>",)"
           R"("user_id":)" +
           std::to_string(by) + more + "}";
}

const std::string reply_of_agent = R"(,"incoming":false,"private":false,"source":0)";

}  // namespace

TEST_CASE("freshdesk entry: a reply and a public note of an agent are answers") {
    const auto found = read(entry(reply_of_agent));
    REQUIRE(found.size() == 1);
    CHECK(found.front().said.id == "conversation-88");
    CHECK(found.front().said.text == "In Lisbon.");
    CHECK(found.front().said.to_case);
    CHECK(found.front().agent == "7");
    CHECK(read(entry(R"(,"incoming":false,"private":false,"source":2)")).size() == 1);
}

TEST_CASE("freshdesk entry: nothing private, forwarded, incoming or unsure is published") {
    for (const char* not_public :
         {R"(,"incoming":false,"private":true,"source":2)",
          R"(,"incoming":true,"private":false,"source":2)",
          R"(,"incoming":false,"private":false,"source":8)", R"(,"incoming":false,"private":false)",
          R"(,"incoming":false,"source":0)", R"(,"private":false,"source":0)"})
        CHECK(read(entry(not_public)).empty());
}

TEST_CASE("PAIN-13: our own entries do not come back as answers") {
    CHECK(read(entry(reply_of_agent, 9)).empty());
    CHECK(read(R"({"id":88,"created_at":"2026-03-01T12:00:00Z","user_id":7,"body":"hi\n)" +
               helpdesk::mark_of("k") + "\"" + reply_of_agent + "}")
              .empty());
}

TEST_CASE("PAIN-20: what makes no sense is passed over, and the next entry goes on") {
    CHECK(read("null,7,{},[]," + entry(reply_of_agent)).size() == 1);
    CHECK(read(entry(reply_of_agent), parse_rfc3339("2026-03-01T12:00:01Z").value()).empty());
}

TEST_CASE("freshdesk list: closings and reopenings are named by their own time") {
    account at;
    at.case_field = "cf_case";
    const auto listed = read_list(
        *parse(R"([{"id":35,"status":5,"updated_at":"2026-03-01T12:05:00Z","custom_fields":)"
               R"({"cf_case":"x/care/1"},"stats":{"resolved_at":"2026-03-01T12:00:00Z",)"
               R"("reopened_at":"2026-03-01T11:00:00Z"}},{"id":36,"status":2},7])"),
        at);
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].key == "x/care/1");
    const auto changes = changes_of(listed[0], "x/care/1", {});
    REQUIRE(changes.size() == 2);
    CHECK(changes[1].what == ticket_act::closed);
    CHECK(changes[1].id == "ticket-35/closed/2026-03-01T12:00:00.000Z");
    CHECK(changes_of(listed[0], "x/care/1", listed[0].updated).empty());
    CHECK(changes_of(listed[1], "x/care/1", {}).empty());
}

TEST_CASE("freshdesk webhook: it names a ticket by its number, or is put aside") {
    CHECK(ticket_named(R"({"ticket_id":"35"})") == "35");
    CHECK(ticket_named(R"({"ticket_id":35})") == "35");
    for (const char* bad : {"", "[]", "{}", R"({"ticket_id":"35/../36"})", R"({"ticket_id":-1})"})
        CHECK(ticket_named(bad).error().code == "freshdesk.body");
}

}  // namespace earshot::freshdesk
