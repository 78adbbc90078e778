// What holds for every helpdesk that Earshot writes into, as tests that each plugin's bench runs.
#pragma once

#include "twins/desk_bench.hpp"

namespace earshot::twins {

// `unscoped` is how the helpdesk answers a token that may not do what it has to.
void asks_for_the_tokens_state(auto& on, const char* unscoped = "http_403") {
    const auto state = [&] { return testkit::run(on.plugin->examine()).value().state; };
    CHECK(state() == credential_state::valid);
    on.plant({{"kind", "http_401"}});
    CHECK(state() == credential_state::expired);
    on.plant({{"kind", unscoped}});
    CHECK(state() == credential_state::scope_missing);
    on.plant({{"kind", "http_502"}});
    CHECK(testkit::run(on.plugin->examine()).error().kind == error_kind::transient);
}

// `wrong` is how the helpdesk answers a request that it cannot take; `creation` creates tickets.
void says_what_to_do_about_refusals(auto& on, const char* wrong, const std::string& creation) {
    on.plant({{"kind", "http_401"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::unauthorized);
    on.plant({{"kind", "http_429"}, {"retry_after", 30}});
    const auto paced = on.deliver(said("m1", "one"));
    CHECK(paced.error().kind == error_kind::throttled);
    CHECK(paced.error().retry_after == 30s);
    on.plant({{"kind", wrong}, {"path", creation}, {"method", "POST"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::invalid);
    on.plant({{"kind", "http_404"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.wait(10min);  // whether one was made is known by then
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.desk.tickets().size() == 1);
    CHECK_FALSE(on.host.log.mentions(access.token));
}

void refuses_a_guessed_secret(auto& on) {
    on.has_a_ticket();
    on.answered();
    CHECK(on.check("guessed").error().code == "signature.mismatch");
}

// The last webhook call, with the Unix time in what is signed.
void refuses_an_old_call(auto& on) {
    on.wait(6min);
    CHECK(on.check(access.webhook_secret).error().code == "signature.expired");
    on.wait(-6min);
}

// The last webhook call.
void refuses_another_body(auto& on) {
    on.last.body += ' ';
    CHECK(on.check(access.webhook_secret).error().code == "signature.mismatch");
}

// What Earshot itself writes, for a customer and for the brand. `calls` tell of it.
void does_not_hear_itself(auto& on, std::size_t calls) {
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    sink_item ours = said("m2", "We answered in the app");
    ours.item.from = direction::from_us;
    REQUIRE(on.deliver(ours));
    on.wait(90s);
    const auto hooked = on.webhooks();
    CHECK(hooked.size() == calls);
    CHECK(replies_in(hooked).empty());
    CHECK(on.poll().replies.empty());
}

void keeps_notes_inside(auto& on) {
    on.has_a_ticket();
    on.desk.agent_notes(1, "Between us: again.");
    CHECK(replies_in(on.webhooks()).empty());
    on.wait(90s);
    CHECK(on.poll().replies.empty());
}

void replaces_what_is_deleted(auto& on) {
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_deletes(1);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
}

// Messages told again, behind so many notes of agents.
void follows_up_once(auto& on, std::size_t notes) {
    REQUIRE(on.deliver(said("m1", "one")));
    const std::size_t before = on.desk.entries_of(1).size();
    REQUIRE(on.deliver(said("m2", "two")));
    for (std::size_t i = 0; i < notes; ++i) on.desk.agent_notes(1, "Between us.");
    REQUIRE(on.deliver(said("m3", "three")));
    REQUIRE(on.again(said("m2", "two")));
    REQUIRE(on.again(said("m3", "three")));
    CHECK(on.desk.tickets().size() == 1);
    CHECK(on.desk.entries_of(1).size() == before + 2 + notes);
}

// An answer to a ticket that is closed by then. What is noted.
json::object notes_a_refused_answer(auto& on) {
    on.has_a_ticket();
    const reply answer = on.answered();
    const std::size_t before = on.desk.entries_of(1).size();
    on.desk.agent_closes(1);
    REQUIRE(on.refuse(answer));
    const auto entries = on.desk.entries_of(1);
    REQUIRE(entries.size() == before + 1);
    return entries.back();
}

// An answer of which every way tells.
inline void is_one_answer(const std::vector<reply>& heard) {
    REQUIRE_FALSE(heard.empty());
    CHECK(heard[0].text == "We found it.");
    for (const reply& one : heard) CHECK(one == heard[0]);
}

// A create call that worked, whatever was said of it, and a daemon that starts anew.
void makes_one_ticket(auto& on, const char* fate, const std::string& creation) {
    on.plant({{"kind", fate}, {"path", creation}, {"method", "POST"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.restart();
    for (int round = 0; round < 20 && !on.again(said("m1", "one")); ++round) on.wait(5s);
    CHECK(on.again(said("m1", "one")));
    CHECK(on.desk.tickets().size() == 1);
}

// The same of an entry.
void makes_one_entry(auto& on, const char* method, const std::string& path) {
    REQUIRE(on.deliver(said("m1", "one")));
    const std::size_t before = on.desk.entries_of(1).size();
    on.plant({{"kind", "false_500"}, {"path", path}, {"method", method}});
    CHECK(on.deliver(said("m2", "two")).error().kind == error_kind::transient);
    on.restart();
    REQUIRE(on.again(said("m2", "two")));
    CHECK(on.desk.entries_of(1).size() == before + 1);
}

// Answers of 230 tickets that nobody told of.
void finds_what_it_missed(auto& on) {
    on.poll();
    for (int i = 1; i <= 230; ++i) {
        const std::string number = std::to_string(i);
        REQUIRE(on.deliver(said("m" + number, "text", "bluesky/care/" + number)));
    }
    on.wait(3h);
    for (int i = 1; i <= 230; ++i) {
        on.wait(1s);
        on.desk.agent_writes(i, "An answer.");
    }
    on.miss_webhooks();
    CHECK(count_of(on.polls(10, 2min)) == 230);
}

}  // namespace earshot::twins
