#include "chatwoot/message_reader.hpp"

#include "catch.hpp"
#include "chatwoot/desk_fixture.hpp"

namespace earshot::chatwoot {
namespace {

using tests::at;
using tests::case_key;

json::object conversation() {
    json::object made{{"id", 5}, {"status", "open"}};
    made["custom_attributes"] = json::object{{"earshot_case", case_key}};
    return made;
}

json::object agent_message() {
    json::object made{{"event", "message_created"},
                      {"id", 123},
                      {"content", "We found your bag."},
                      {"created_at", "2026-03-01T12:00:00.000Z"},
                      {"message_type", "outgoing"},
                      {"content_type", "text"},
                      {"private", false},
                      {"sender", {{"id", 4}, {"name", "Bob"}, {"type", "user"}}},
                      {"inbox", {{"id", 7}, {"name", "Social"}}}};
    made["conversation"] = conversation();
    return made;
}

json::object status_change(json::object changes = {}) {
    json::object made = conversation();
    made["event"] = "conversation_status_changed";
    made["status"] = "resolved";
    made["updated_at"] = 1772366400.5;
    for (auto& [name, value] : changes) made[name] = value;
    return made;
}

batch read(const json::object& event) {
    static const tests::setup desk;
    return read_event(json::serialize(event), desk.reading()).value();
}

batch with(json::object changes) {
    json::object event = agent_message();
    for (auto& [name, value] : changes) event[name] = value;
    return read(event);
}

json::object from(json::object sender) {
    json::object made;
    made["sender"] = std::move(sender);
    return made;
}

}  // namespace

TEST_CASE("chatwoot reader: an agent's public message is an answer to the case") {
    const batch found = with({});
    REQUIRE(found.replies.size() == 1);
    const reply& said = found.replies.front();
    CHECK(said.id == "5/123");
    CHECK(said.origin == "helpdesk");
    CHECK(said.platform == "bluesky");
    CHECK(said.account == "care");
    CHECK(said.object_id == "at://did:plc:ana/app.bsky.feed.post/3k");
    CHECK(said.to_case);
    CHECK(said.text == "We found your bag.");
    CHECK(said.author == "Bob");
    CHECK(said.written == at("2026-03-01T12:00:00Z"));
}

TEST_CASE("chatwoot reader: the numbers of lists mean the same as the words of webhooks") {
    const batch found = with({{"message_type", 1}, {"created_at", 1772366400}});
    REQUIRE(found.replies.size() == 1);
    CHECK(found.replies[0].written == at("2026-03-01T12:00:00Z"));
    CHECK(with({{"message_type", 0}}).replies.empty());
    CHECK(with({{"message_type", 2}}).replies.empty());
}

TEST_CASE(
    "chatwoot reader: private notes, customers, bots, automations and surveys do not answer") {
    CHECK(with({{"private", true}}).replies.empty());
    CHECK(with({{"private", nullptr}}).replies.empty());
    CHECK(with({{"message_type", "incoming"}}).replies.empty());
    CHECK(with({{"message_type", "template"}}).replies.empty());
    CHECK(with({{"content_type", "input_csat"}}).replies.empty());
    CHECK(with({{"sender", nullptr}}).replies.empty());
    CHECK(with(from({{"id", 4}, {"type", "agent_bot"}})).replies.empty());
    CHECK(with(from({{"id", 4}, {"type", "contact"}})).replies.empty());
    CHECK(with(from({{"id", 4}, {"type", "User"}})).replies.size() == 1);
}

TEST_CASE("PAIN-13: a message of our own in Chatwoot does not come back as an answer") {
    CHECK(with({{"source_id", "earshot:x/klm/7"}}).replies.empty());
    json::object marked;
    marked["content_attributes"] = json::object{{"earshot_key", "x/klm/7"}};
    CHECK(with(std::move(marked)).replies.empty());
    CHECK(with(from({{"id", 3}, {"type", "user"}})).replies.empty());
    CHECK(with({{"source_id", "of another program"}}).replies.size() == 1);
}

TEST_CASE("chatwoot reader: an answer without words, or with too many, is for the gate to refuse") {
    CHECK(with({{"content", "  "}}).replies.at(0).text.empty());
    CHECK(with({{"content", std::string(70'000, 'x')}}).replies.at(0).text.size() == 70'000);
    CHECK(with({{"id", nullptr}}).rejects.at(0).reason == "id: it is missing");
    json::object picture{{"content", nullptr}};
    picture["attachments"] = json::array{json::object{{"id", 1}}};
    CHECK(with(std::move(picture)).replies.at(0).text.empty());
}

TEST_CASE("PAIN-20: an odd byte in a webhook of Chatwoot puts that one aside, and no other") {
    const tests::setup desk;
    std::string odd = json::serialize(agent_message());
    odd[odd.find("bag")] = '\xFF';
    CHECK(read_event(odd, desk.reading()).error().kind == error_kind::invalid);
    CHECK(with({{"id", 124}}).replies.size() == 1);
}

TEST_CASE("chatwoot reader: other inboxes, events and conversations are left alone") {
    const tests::setup desk;
    json::object elsewhere;
    elsewhere["inbox"] = json::object{{"id", 8}};
    CHECK(with(std::move(elsewhere)).replies.empty());
    CHECK(with({{"event", "message_updated"}}).replies.empty());
    json::object strange;
    strange["conversation"] = json::object{{"id", 6}};
    CHECK(with(std::move(strange)).replies.empty());
    for (const std::string body : {"[]", "{}", "7", R"({"event":7.5})", "<html>"})
        CHECK(read_event(body, desk.reading()).error().code == "chatwoot.body");
}

TEST_CASE("chatwoot reader: resolving closes, and opening after that opens again") {
    const batch closed = read(status_change());
    REQUIRE(closed.changes.size() == 1);
    CHECK(closed.changes[0].what == ticket_act::closed);
    CHECK(closed.changes[0].id == "closed/5/2026-03-01T12:00:00.500Z");
    CHECK(closed.changes[0].case_key == case_key);
    CHECK(closed.changes[0].origin == "helpdesk");
    CHECK(read(status_change({{"status", "open"}})).changes.at(0).what == ticket_act::reopened);
    CHECK(read(status_change({{"status", "snoozed"}})).changes.empty());
    const json::value pending =
        json::parse(R"([{"status":{"previous_value":"pending","current_value":"open"}}])");
    CHECK(
        read(status_change({{"status", "open"}, {"changed_attributes", pending}})).changes.empty());
}

TEST_CASE("chatwoot reader: an assignment names its new owner") {
    json::object event = status_change({{"event", "conversation_updated"}});
    CHECK(read(event).changes.empty());
    event["changed_attributes"] =
        json::parse(R"([{"assignee_id":{"previous_value":null,"current_value":4}}])");
    event["meta"] = json::parse(R"({"assignee":{"id":4,"name":"Bob"}})");
    const batch taken = read(event);
    REQUIRE(taken.changes.size() == 1);
    CHECK(taken.changes[0].what == ticket_act::assigned);
    CHECK(taken.changes[0].to == "Bob");
}

TEST_CASE("chatwoot reader: the id of an answer tells where its message is") {
    CHECK(place_of_answer(answer_id({"5", "123"})).message == "123");
    CHECK(place_of_answer("5/123").conversation == "5");
    for (const std::string other : {"", "5", "5/", "/5", "article/7", "5/7/9", "../7"})
        CHECK(place_of_answer(other).message.empty());
}

}  // namespace earshot::chatwoot
