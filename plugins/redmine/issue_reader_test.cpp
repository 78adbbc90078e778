#include "redmine/issue_reader.hpp"

#include "catch.hpp"
#include "redmine/fixture.hpp"

namespace earshot::redmine {
namespace {

using namespace tests;

batch read(const std::string& body, const reading& with) {
    batch found;
    read_issue(*parse(body), with, found);
    return found;
}

std::string detail(const std::string& name, const std::string& before, const std::string& after) {
    return R"({"property":"attr","name":")" + name + R"(","old_value":)" + before +
           R"(,"new_value":)" + after + "}";
}

const site desk = brand();

TEST_CASE("redmine issue: a marked note is an answer to the case, by its author") {
    journal note;
    note.notes = "@customer\r\nYour suitcase is in Lisbon.";
    const batch found = read(issue(note.written()), by(desk));
    REQUIRE(found.replies.size() == 1);
    const reply& said = found.replies.front();
    CHECK(said.id == "journal-17");
    CHECK(said.origin == "helpdesk");
    CHECK(said.platform == "bluesky");
    CHECK(said.account == "care");
    CHECK(said.object_id == "at://did:plc:ana/app.bsky.feed.post/3k");
    CHECK(said.to_case);
    CHECK(said.author == "Ann Agent");
    CHECK(said.text == "Your suitcase is in Lisbon.");
    CHECK(said.written == at("2026-03-01T12:00:00Z"));
}

TEST_CASE("redmine issue: a private note is never published, whatever it begins with") {
    journal note;
    note.notes = "@customer is lying";
    note.hidden = true;
    CHECK(read(issue(note.written()), by(desk)).replies.empty());
    site open = desk;
    open.answers.every_public_note = true;
    CHECK(read(issue(note.written()), by(open)).replies.empty());
}

TEST_CASE("PAIN-13: our own notes do not come back as answers") {
    site open = desk;
    open.answers.every_public_note = true;
    journal by_user;
    by_user.user = 6;
    by_user.notes = "Where is my suitcase?";
    CHECK(read(issue(by_user.written()), by(open)).replies.empty());
    journal by_mark;
    by_mark.notes = marked("Where is my suitcase?", "k", true);
    reading unknown = by(open);
    unknown.own_user.clear();
    CHECK(read(issue(by_mark.written()), unknown).replies.empty());
}

TEST_CASE("redmine issue: notes between colleagues stay there unless all public ones are answers") {
    journal note;
    note.notes = "Ann, can you call the depot?";
    CHECK(read(issue(note.written()), by(desk)).replies.empty());
    site open = desk;
    open.answers.every_public_note = true;
    CHECK(read(issue(note.written()), by(open)).replies.size() == 1);
}

TEST_CASE("redmine issue: closing, opening and assigning are changes") {
    journal one;
    one.id = 20;
    one.details =
        detail("status_id", "\"1\"", "\"5\"") + "," + detail("assigned_to_id", "null", "\"5\"");
    journal two;
    two.id = 21;
    two.details =
        detail("status_id", "\"5\"", "\"2\"") + "," + detail("assigned_to_id", "\"5\"", "null");
    const batch found = read(
        issue(one.written() + "," + two.written(), R"(,"assigned_to":{"id":5,"name":"Ann Agent"})"),
        by(desk));
    REQUIRE(found.changes.size() == 4);
    CHECK(found.changes[0].what == ticket_act::closed);
    CHECK(found.changes[0].id == "journal-20/closed");
    CHECK(found.changes[0].case_key == case_key);
    CHECK(found.changes[0].by == "Ann Agent");
    CHECK(found.changes[1].what == ticket_act::assigned);
    CHECK(found.changes[1].to == "Ann Agent");
    CHECK(found.changes[2].what == ticket_act::reopened);
    CHECK(found.changes[3].to.empty());
}

TEST_CASE("redmine issue: from open to open is no change, nor is what Earshot did itself") {
    journal one;
    one.details = detail("status_id", "\"1\"", "\"2\"") + "," + detail("done_ratio", "0", "10");
    CHECK(read(issue(one.written()), by(desk)).changes.empty());
    one.user = 6;
    one.details = detail("status_id", "\"5\"", "\"1\"");
    CHECK(read(issue(one.written()), by(desk)).changes.empty());
}

TEST_CASE("redmine issue: what was read in an earlier round is left alone") {
    journal note;
    note.notes = "@customer Hello";
    reading later = by(desk);
    later.floor = at("2026-03-01T12:00:01Z");
    CHECK(read(issue(note.written()), later).replies.empty());
    later.floor = at("2026-03-01T12:00:00Z");
    CHECK(read(issue(note.written()), later).replies.size() == 1);
}

TEST_CASE("PAIN-20: a note that makes no sense is put aside, and the next one goes on") {
    journal good;
    good.notes = "@customer Hello";
    const std::string odd = R"({"notes":"@customer Hi","user":{"id":5},"private_notes":false,)"
                            R"("created_on":"2026-03-01T12:00:00Z"})";
    const batch found = read(issue(odd + ",null,7," + good.written()), by(desk));
    CHECK(found.replies.size() == 1);
    REQUIRE(found.rejects.size() == 1);
    CHECK(found.rejects.front().reason == "a note without number");
}

TEST_CASE("redmine issue: there is nobody to answer in an issue about a gap") {
    journal note;
    note.notes = "@customer Hello";
    const batch found =
        read(issue(note.written(), "", "gap/x/care/2026-03-01T12:00:00.000Z"), by(desk));
    CHECK(found.replies.empty());
    CHECK(found.rejects.empty());
}

}  // namespace
}  // namespace earshot::redmine
