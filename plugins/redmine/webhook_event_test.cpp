#include "redmine/webhook_event.hpp"

#include "catch.hpp"
#include "redmine/fixture.hpp"

namespace earshot::redmine {
namespace {

using namespace tests;

const site desk = brand();

std::string event(const std::string& journal) {
    const std::string whole = issue("");
    return R"({"type":"issue.updated","timestamp":"2026-03-01T12:00:00Z","data":{"issue":)" +
           whole.substr(9, whole.size() - 10) + R"(,"journal":)" + journal + "}}";
}

TEST_CASE("PAIN-9: an answer has the same id by webhook and by poll") {
    journal note;
    note.notes = "@customer Hello";
    const auto pushed = read_event(event(note.written()), by(desk));
    batch polled;
    read_issue(*parse(issue(note.written())), by(desk), polled);
    REQUIRE(pushed->replies.size() == 1);
    CHECK(pushed->replies == polled.replies);
}

TEST_CASE("redmine webhook: a note that does not say that it is public waits for the poll") {
    const std::string silent = R"({"id":17,"notes":"@customer Hello","user":{"id":5,"name":"Ann"},)"
                               R"("created_on":"2026-03-01T12:00:00Z","details":[]})";
    CHECK(read_event(event(silent), by(desk))->replies.empty());
    journal hidden;
    hidden.notes = "@customer Hello";
    hidden.hidden = true;
    CHECK(read_event(event(hidden.written()), by(desk))->replies.empty());
}

TEST_CASE("redmine webhook: our own notes are known before we know who we are") {
    site open = desk;
    open.answers.every_public_note = true;
    reading early = by(open);
    early.own_user.clear();
    journal ours;
    ours.notes = marked("Where is my suitcase?", "k", true);
    CHECK(read_event(event(ours.written()), early)->replies.empty());
}

TEST_CASE("redmine webhook: other events are nothing, and what is no event is refused") {
    CHECK(read_event(R"({"type":"wiki_page.created","data":{}})", by(desk))->replies.empty());
    CHECK(read_event(R"({"type":"issue.created","data":{"issue":{"id":1}}})", by(desk))
              ->replies.empty());
    CHECK(read_event("{}", by(desk)).error().kind == error_kind::invalid);
    CHECK(read_event("<html>", by(desk)).error().code == "redmine.body");
}

}  // namespace
}  // namespace earshot::redmine
