#include "zendesk/webhook_event.hpp"

#include "catch.hpp"
#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/testkit/plain_text.hpp"

namespace earshot::zendesk {

namespace {

const std::string case_key = "x/care/1990000000000000007";
const reading with{"helpdesk", "9", {}};

std::string event(const std::string& comment, const std::string& key = case_key) {
    return R"({"type":"zen:event-type:ticket.comment_added","time":"2026-03-01T12:00:00Z",)"
           R"("subject":"zen:ticket:35","detail":{"id":"35","external_id":")" +
           key + R"("},"event":{"comment":)" + comment + "}}";
}

std::string said(const std::string& body, bool open = true, const std::string& by = "7",
                 bool staff = true) {
    return R"({"id":"88","body":")" + body + R"(","is_public":)" + (open ? "true" : "false") +
           R"(,"author":{"id":")" + by + R"(","name":"Ann","is_staff":)" +
           (staff ? "true" : "false") + "}}";
}

}  // namespace

TEST_CASE("PAIN-9: a comment is the same answer by webhook and by poll") {
    const auto pushed = read_event(event(said("It is in Lisbon.")), with);
    REQUIRE(pushed->items.replies.size() == 1);
    const auto page = parse(
        R"({"comments":[{"id":88,"public":true,"author_id":7,"html_body":"<p>It is in Lisbon.</p>",)"
        R"("created_at":"2026-03-01T12:00:00Z"}],"users":[{"id":7,"name":"Ann","role":"agent"}]})");
    batch polled;
    read_comments(*page, case_key, with, testkit::plain_text(), polled);
    CHECK(pushed->items.replies == polled.replies);
    CHECK(polled.replies.front().id == "comment-88");
    CHECK(polled.replies.front().to_case);
}

TEST_CASE("zendesk webhook: internal notes and customers' words are no answers") {
    CHECK(read_event(event(said("secret", false)), with)->items.replies.empty());
    CHECK(read_event(event(said("hello", true, "5", false)), with)->items.replies.empty());
}

TEST_CASE("PAIN-13: our own comments do not come back") {
    CHECK(read_event(event(said("hello", true, "9")), with)->items.replies.empty());
    const std::string ours = "hello\\n" + helpdesk::mark_of("k");
    CHECK(read_event(event(said(ours)), {"helpdesk", "", {}})->items.replies.empty());
}

TEST_CASE("zendesk webhook: what leaves a doubt is looked up") {
    const std::string doubtful[] = {
        event(R"({"id":"88","body":"hi","author":{"id":"7","is_staff":true}})"),
        event(R"({"id":"88","body":"hi","is_public":true,"author":{"id":"7"}})"),
        event(said("<p>hi</p>")),
        event(said("hi"), "sha256:00"),
        R"({"ticket_id":"35","external_id":"x"})",
    };
    for (const std::string& body : doubtful) {
        INFO(body);
        const auto read = read_event(body, with);
        REQUIRE(read);
        CHECK(read->look_at == "35");
        CHECK(read->items.replies.empty());
    }
}

TEST_CASE("zendesk webhook: a ticket's number is a number, or the request is put aside") {
    CHECK(read_event(R"({"ticket_id":"../users"})", with).error().kind == error_kind::invalid);
    CHECK(read_event("[]", with).error().code == "zendesk.body");
    CHECK(read_event("{", with).error().code == "zendesk.body");
    CHECK(read_event(R"({"type":"zen:event-type:ticket.created"})", with)->look_at.empty());
}

}  // namespace earshot::zendesk
