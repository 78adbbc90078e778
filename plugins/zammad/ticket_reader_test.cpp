#include "zammad/ticket_reader.hpp"

#include "catch.hpp"
#include "earshot/helpdesk.hpp"
#include "zammad/desk_fixture.hpp"
#include "zammad/tickets.hpp"

namespace earshot::zammad {
namespace {

using tests::at;
using tests::case_key;

json::object agent_note() {
    return {{"id", 104},
            {"ticket_id", 81},
            {"sender", "Agent"},
            {"type", "note"},
            {"internal", false},
            {"body", "<p>We found your <b>bag</b>.</p>"},
            {"content_type", "text/html"},
            {"from", "Bob Berg"},
            {"created_by", {{"id", 5}, {"firstname", "Bob"}, {"lastname", "Berg"}}},
            {"created_at", "2026-03-01T12:00:00.000Z"}};
}

json::object open_ticket() {
    return {{"id", 81},
            {"state", "open"},
            {"owner_id", 5},
            {"owner", {{"id", 5}, {"firstname", "Bob"}, {"lastname", "Berg"}}},
            {"updated_by", {{"id", 5}, {"firstname", "Bob"}, {"lastname", "Berg"}}},
            {"updated_at", "2026-03-01T12:00:00.000Z"},
            {"earshot_case", case_key}};
}

std::string event(json::object ticket, json::object article) {
    json::object whole;
    whole["ticket"] = std::move(ticket);
    whole["article"] = std::move(article);
    return json::serialize(whole);
}

// Reads agent_note() with members changed, in a ticket that nobody changed.
batch with(json::object changes) {
    static const tests::setup desk;
    json::object article = agent_note();
    for (auto& [name, value] : changes) article[name] = value;
    return read_event(event(open_ticket(), article), desk.reading()).value();
}

batch ticket_with(json::object changes) {
    static const tests::setup desk;
    json::object ticket = open_ticket();
    for (auto& [name, value] : changes) ticket[name] = value;
    return read_event(event(ticket, {}), desk.reading()).value();
}

}  // namespace

TEST_CASE("zammad reader: an agent's public note is an answer to the case") {
    const batch found = with({{"id", 104}});
    REQUIRE(found.replies.size() == 1);
    const reply& said = found.replies.front();
    CHECK(said.id == "article/104");
    CHECK(said.origin == "helpdesk");
    CHECK(said.platform == "bluesky");
    CHECK(said.account == "care");
    CHECK(said.object_id == "at://did:plc:ana/app.bsky.feed.post/3k");
    CHECK(said.to_case);
    CHECK(said.text == "We found your bag.");
    CHECK(said.author == "Bob Berg");
    CHECK(said.written == at("2026-03-01T12:00:00Z"));
}

TEST_CASE("zammad reader: what is internal, a customer's, automatic or mail is no answer") {
    CHECK(with({{"internal", true}}).replies.empty());
    CHECK(with({{"internal", nullptr}}).replies.empty());
    CHECK(with({{"sender", "Customer"}}).replies.empty());
    CHECK(with({{"sender", "System"}}).replies.empty());
    CHECK(with({{"type", "email"}}).replies.empty());
    CHECK(with({{"type", "phone"}}).replies.empty());
}

TEST_CASE("PAIN-13: an article of our own in Zammad does not come back as an answer") {
    CHECK(with({{"message_id", mark_of("x/klm/7")}}).replies.empty());
    CHECK(with({{"created_by", json::object{{"id", 3}}}}).replies.empty());
    CHECK(with({{"created_by_id", 3}}).replies.empty());
    CHECK(with({{"message_id", "<1@zammad.example.org>"}}).replies.size() == 1);
}

TEST_CASE("zammad reader: an answer without words, or with too many, is for the gate to refuse") {
    CHECK(with({{"body", " <br> "}}).replies.at(0).text.empty());
    CHECK(with({{"body", std::string(70'000, 'x')}}).replies.at(0).text.size() == 70'000);
    CHECK(with({{"body", 7}}).replies.size() == 1);
    CHECK(with({{"id", nullptr}}).rejects.at(0).reason == "article.id: it is missing");
    json::object article = agent_note();
    article["body"] = "";
    article["attachments"] = json::array{json::object{{"id", 1}}};
    const tests::setup desk;
    const auto found = read_event(event(open_ticket(), article), desk.reading());
    CHECK(found->replies.at(0).text.empty());
}

TEST_CASE("PAIN-20: an odd byte in a webhook of Zammad puts that one aside, and no other") {
    const tests::setup desk;
    std::string odd = event(open_ticket(), agent_note());
    odd[odd.find("bag")] = '\xFF';
    CHECK(read_event(odd, desk.reading()).error().kind == error_kind::invalid);
    CHECK(with({{"id", 105}}).replies.size() == 1);
}

TEST_CASE("zammad reader: a ticket without our key, or about a gap, is left alone") {
    const tests::setup desk;
    for (const std::string key : {"", "sha256:00", "gap/bluesky/1"}) {
        json::object ticket = open_ticket();
        ticket["earshot_case"] = key;
        const auto found = read_event(event(ticket, agent_note()), desk.reading());
        REQUIRE(found);
        CHECK(found->replies.empty());
        CHECK(found->changes.empty());
    }
    for (const std::string body : {"[]", "{}", "7", R"({"ticket":7})", "<html>"})
        CHECK(read_event(body, desk.reading()).error().code == "zammad.body");
}

TEST_CASE("zammad reader: closing is told once for each closing, and so is reopening") {
    CHECK(ticket_with({}).changes.empty());
    const json::object closed{{"state", "closed"}, {"close_at", "2026-03-01T11:59:00.000Z"}};
    const batch once = ticket_with(closed);
    REQUIRE(once.changes.size() == 1);
    CHECK(once.changes[0].what == ticket_act::closed);
    CHECK(once.changes[0].id == "closed/81/2026-03-01T11:59:00.000Z");
    CHECK(once.changes[0].at == at("2026-03-01T11:59:00Z"));
    CHECK(once.changes[0].case_key == case_key);
    CHECK(once.changes[0].by == "Bob Berg");
    CHECK(once.changes[0].origin == "helpdesk");

    json::object again = closed;
    again["last_close_at"] = "2026-03-01T12:00:00.000Z";
    CHECK(ticket_with(again).changes[0].id == "closed/81/2026-03-01T12:00:00.000Z");
    again["state"] = "open";
    CHECK(ticket_with(again).changes[0].what == ticket_act::reopened);
    again["updated_by"] = json::object{{"id", 3}};
    CHECK(ticket_with(again).changes.empty());
    again["state"] = "merged";
    CHECK(ticket_with(again).changes.empty());
}

TEST_CASE("zammad reader: an assignment names its new owner, or nobody") {
    const batch taken = ticket_with({{"last_owner_update_at", "2026-03-01T11:00:00.000Z"}});
    REQUIRE(taken.changes.size() == 1);
    CHECK(taken.changes[0].what == ticket_act::assigned);
    CHECK(taken.changes[0].to == "Bob Berg");
    const batch left = ticket_with({{"last_owner_update_at", "2026-03-01T11:30:00.000Z"},
                                    {"owner_id", 1},
                                    {"owner", json::object{{"id", 1}, {"login", "-"}}}});
    CHECK(left.changes.at(0).to.empty());
    CHECK(left.changes.at(0).id != taken.changes[0].id);
}

}  // namespace earshot::zammad
