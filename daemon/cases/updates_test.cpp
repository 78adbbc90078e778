// What is said and then changed: edits and deletions.
#include "cases/cases_fixture.hpp"

namespace earshot::cases {

namespace {

message deleted(const message& item, timestamp when) {
    message out = of_kind(item, message_kind::deletion);
    out.created = when;
    return out;
}

}  // namespace

TEST_CASE("filing: an edit changes the case; one of what never came is a word of its own") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"), "All is well")).case_id;
    message edited = of_kind(post("jan", "1", at("09:05"), "Nothing is well"), message_kind::edit);
    edited.revision = "2";
    const filing done = on.hear(edited, complaint());
    CHECK(done.case_id == id);
    CHECK(done.updated);
    CHECK_FALSE(done.joined);
    CHECK(on.at_case(id).title == "Nothing is well");
    CHECK(on.at_case(id).message_class == "complaint");
    CHECK(on.at_case(id).messages == 1);
    CHECK(on.at_case(id).unanswered_since == at("09:00"));
    message unknown = edited;
    unknown.object_id = "77";
    const filing asked = on.hear(unknown);
    CHECK(asked.opened);
    CHECK(on.at_case(asked.case_id).unanswered_since == at("09:05"));
}

TEST_CASE("filing: what was taken back before it came opens no case") {
    desk on;
    on.hear(of_kind(post("jan", "1", at("09:05"), ""), message_kind::deletion));
    CHECK(on.hear(post("jan", "1", at("09:00"))).case_id.empty());
    CHECK(on.whole.all_cases().empty());
}

TEST_CASE("filing: an answer of ours that we know only as it was edited is an answer") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    on.hear(
        of_kind(by_us(answering_to(post("", "2", at("09:05"), "On it"), "1")), message_kind::edit));
    CHECK_FALSE(on.at_case(id).unanswered_since);
}

TEST_CASE("filing: the same object once more is an edit, not a second word") {
    desk on;
    const message said = post("jan", "1", at("09:00"));
    const std::string id = on.hear(said).case_id;
    CHECK(on.hear(said).updated);
    CHECK(on.at_case(id).messages == 1);
}

TEST_CASE("filing: what the customer takes back is not asked any more") {
    desk on;
    const message first = post("jan", "1", at("09:00"));
    const message second = answering_to(post("jan", "2", at("09:10")), "1");
    const std::string id = on.hear(first).case_id;
    on.hear(second);
    on.hear(deleted(first, at("09:20")));
    CHECK(on.at_case(id).unanswered_since == at("09:10"));
    CHECK_FALSE(on.at_case(id).withdrawn);
    on.hear(deleted(first, at("09:21")));  // reported twice
    CHECK_FALSE(on.at_case(id).withdrawn);
    on.hear(deleted(second, at("09:22")));
    CHECK(on.at_case(id).withdrawn);
    CHECK_FALSE(on.at_case(id).unanswered_since);
    CHECK(on.list(at("09:30")).empty());
    const filing back = on.hear(answering_to(post("jan", "3", at("09:40")), "2"));
    CHECK(back.case_id == id);
    CHECK_FALSE(on.at_case(id).withdrawn);
}

TEST_CASE("filing: somebody else's deletion changes nothing") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    CHECK(on.hear(deleted(post("jan", "99", at("09:01")), at("09:02"))).case_id.empty());
    CHECK(on.at_case(id).live == 1);
}

TEST_CASE("filing: a deletion that names no author still counts") {
    desk on;
    const std::string id = on.hear(post("jan", "1", at("09:00"))).case_id;
    on.hear(deleted(post("", "1", at("09:01")), at("09:02")));
    CHECK(on.at_case(id).withdrawn);
}

}  // namespace earshot::cases
