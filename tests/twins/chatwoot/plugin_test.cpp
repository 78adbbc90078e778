// The plugin `chatwoot` against the twin: create, follow up, answer, and what happens in between.
#include "chatwoot/chatwoot.hpp"
#include "chatwoot/desk_fixture.hpp"
#include "twins/chatwoot/chatwoot_twin.hpp"
#include "twins/desk_contract.hpp"

namespace earshot::twins::chatwoot {
namespace {

const std::string creation = "/api/v1/accounts/1/conversations";

struct bench : desk_bench<earshot::chatwoot::chatwoot, chatwoot_twin, chatwoot_options> {
    explicit bench(bool keeps_attributes = true, bool takes_status = true)
        : desk_bench(earshot::chatwoot::tests::values(), "token",
                     {access, "in-box", keeps_attributes, takes_status}) {
        host.secrets.set("inbox_identifier", "in-box");
    }
};

}  // namespace

TEST_CASE("chatwoot: a case becomes a conversation with its key, language, class and urgency") {
    bench on;
    const auto made = on.deliver(said("m1", "Mijn koffer is weg"));
    REQUIRE(made);
    CHECK(made->url == "https://chatwoot.example.org/app/accounts/1/conversations/1");
    const json::object& held = on.desk.tickets().at(1);
    const json::object& attributes = held.at("custom_attributes").as_object();
    CHECK(attributes.at("earshot_case").as_string() == case_key.c_str());
    CHECK(attributes.at("earshot_language").as_string() == "nl");
    CHECK(held.at("priority").as_string() == "urgent");
    CHECK(json::serialize(held.at("labels")) == R"(["bluesky","nl","complaint"])");
    const auto messages = on.desk.entries_of(1);
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].at("message_type").as_string() == "incoming");
    CHECK(std::string(messages[0].at("content").as_string()).contains("Mijn koffer is weg"));
}

TEST_CASE("chatwoot: what follows is a message of the same conversation, and only once") {
    for (const bool keeps_attributes : {true, false}) {
        bench on(keeps_attributes);
        follows_up_once(on, 50);
        CHECK(on.desk.entries_of(1).size() == 53);
    }
}

TEST_CASE(
    "PAIN-10: Chatwoot's answer to a create is lost and the daemon restarts: one conversation") {
    for (const char* fate : {"lost_answer", "false_500"}) {
        bench on;
        makes_one_ticket(on, fate, creation);
        CHECK(on.desk.entries_of(1).size() == 1);
    }
}

TEST_CASE("PAIN-10: a message that was made although Chatwoot answered 500 is not made again") {
    bench on;
    makes_one_entry(on, "POST", creation + "/1/messages");
}

TEST_CASE("PAIN-9: an answer that Chatwoot calls about, and that is polled as well, has one id") {
    bench on;
    on.has_a_ticket();
    const std::vector<reply> hooked{on.answered()};
    const auto twice = on.plugin->accept(on.last);
    const batch polled = on.poll();
    CHECK(hooked[0].text == "We found it.");
    CHECK(twice->replies == hooked);
    CHECK(polled.replies == hooked);
    CHECK(on.poll().replies.empty());
}

TEST_CASE("PAIN-18: Chatwoot's only call is missed, and the next poll brings the answer") {
    bench on;
    on.has_a_ticket();
    on.wait(3h);
    for (int i = 0; i < 45; ++i) on.desk.agent_writes(1, "Answer " + std::to_string(i));
    on.miss_webhooks();
    CHECK(on.poll().replies.size() == 45);
}

TEST_CASE("PAIN-13: what Earshot writes into Chatwoot comes back neither by webhook nor by poll") {
    for (const bool keeps_attributes : {true, false}) {
        bench on(keeps_attributes);
        does_not_hear_itself(on, 2);
        const auto messages = on.desk.entries_of(1);
        REQUIRE(messages.size() == 2);
        CHECK(messages[1].at("message_type").as_string() == "outgoing");
    }
}

TEST_CASE("chatwoot: a webhook with another secret or body, or from long ago, is refused") {
    bench on;
    refuses_a_guessed_secret(on);
    refuses_an_old_call(on);
    refuses_another_body(on);
}

TEST_CASE(
    "chatwoot: a refused answer is told in words and wakes the conversation; nothing offers "
    "a retry that would send nothing") {
    bench on;
    CHECK(notes_a_refused_answer(on).at("private").as_bool());
    CHECK(on.desk.entries_of(1).at(1).at("status").as_string() == "sent");
    CHECK(on.desk.tickets().at(1).at("status").as_string() == "open");
}

TEST_CASE("chatwoot: a published answer is marked delivered, where Chatwoot takes the mark") {
    for (const bool takes_status : {true, false}) {
        bench on(true, takes_status);
        on.has_a_ticket();
        REQUIRE(on.publish(on.answered()));
        CHECK(on.desk.entries_of(1).at(1).at("status").as_string() ==
              (takes_status ? "delivered" : "sent"));
        CHECK(on.host.log.count("chatwoot.not_marked") == (takes_status ? 0 : 1));
    }
}

TEST_CASE("chatwoot: resolving is told, and a customer who writes again opens it") {
    bench on;
    on.has_a_ticket();
    on.desk.agent_closes(1);
    const auto hooked = on.webhooks();
    const batch polled = on.poll();
    REQUIRE(hooked.at(0).changes.size() == 1);
    REQUIRE(polled.changes.size() == 1);
    CHECK(hooked[0].changes[0].what == ticket_act::closed);
    CHECK(hooked[0].changes[0] == polled.changes[0]);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().at(1).at("status").as_string() == "open");
}

TEST_CASE("chatwoot: refusals say what to do: the token, the pace, the request") {
    bench on;
    says_what_to_do_about_refusals(on, "http_422", creation);
    on.plant({{"kind", "http_404"}});
    const auto lost = on.deliver(said("m9", "nine", another_case));
    CHECK_THAT(lost.error().detail, !earshot::tests::contains("in-box"));
}

TEST_CASE("chatwoot: labels that are refused do not cost the conversation") {
    bench on;
    on.plant({{"kind", "http_500"}, {"path", "/api/v1/accounts/1/conversations/1/labels"}});
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.host.log.count("chatwoot.not_adorned") == 1);
}

TEST_CASE("chatwoot: an attribute that nobody created is complained about, and nothing given up") {
    bench on;
    on.plant({{"kind", "lost_answer"}, {"path", "/api/v1/accounts/1/conversations"}});
    CHECK_FALSE(on.deliver(said("m1", "one")));
    on.plant({{"kind", "http_422"}, {"path", "/api/v1/accounts/1/conversations/filter"}});
    CHECK(on.again(said("m1", "one")).error().code == "chatwoot.case_field");
}

TEST_CASE("chatwoot: the token's state is asked for") {
    bench on;
    asks_for_the_tokens_state(on, "http_404");
}

}  // namespace earshot::twins::chatwoot
