// What holds for every helpdesk that Earshot writes into, as tests that each plugin's bench runs.
#pragma once

#include <set>

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
    CHECK(paced.error().retry_after == std::chrono::seconds{30});
    on.plant({{"kind", wrong}, {"path", creation}, {"method", "POST"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::invalid);
    on.plant({{"kind", "http_404"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.host.clock.advance(std::chrono::minutes{10});  // whether one was made is known by then
    REQUIRE(on.deliver(said("m1", "one")));
    CHECK(on.desk.tickets().size() == 1);
    CHECK_FALSE(on.host.log.mentions("t0ken"));
}

// With the Unix time in what is signed.
void refuses_other_webhooks(auto& on) {
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_writes(1, "We found it.");
    on.webhooks();
    CHECK(on.check("guessed").error().code == "signature.mismatch");
    on.host.clock.advance(std::chrono::minutes{6});
    CHECK(on.check(on.webhook_secret).error().code == "signature.expired");
    on.host.clock.advance(std::chrono::minutes{-6});
    on.last.body += ' ';
    CHECK(on.check(on.webhook_secret).error().code == "signature.mismatch");
}

// What Earshot itself writes, for a customer and for the brand. `calls` tell of it.
void does_not_hear_itself(auto& on, std::size_t calls) {
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    sink_item ours = said("m2", "We answered in the app");
    ours.item.from = direction::from_us;
    REQUIRE(on.deliver(ours));
    on.host.clock.advance(std::chrono::seconds{90});
    const auto hooked = on.webhooks();
    CHECK(hooked.size() == calls);
    CHECK(replies_in(hooked).empty());
    CHECK(on.poll().replies.empty());
}

void keeps_notes_inside(auto& on) {
    on.poll();
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_notes(1, "Between us: again.");
    CHECK(replies_in(on.webhooks()).empty());
    on.host.clock.advance(std::chrono::seconds{90});
    CHECK(on.poll().replies.empty());
}

void replaces_what_is_deleted(auto& on) {
    REQUIRE(on.deliver(said("m1", "one")));
    on.desk.agent_deletes(1);
    REQUIRE(on.deliver(said("m2", "two")));
    CHECK(on.desk.tickets().size() == 2);
}

// A create call that worked, whatever was said of it, and a daemon that starts anew.
void makes_one_ticket(auto& on, const char* fate, const std::string& creation) {
    on.plant({{"kind", fate}, {"path", creation}, {"method", "POST"}});
    CHECK(on.deliver(said("m1", "one")).error().kind == error_kind::transient);
    on.restart();
    for (int round = 0; round < 20 && !on.again(said("m1", "one")); ++round)
        on.host.clock.advance(std::chrono::seconds{5});
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
    on.host.clock.advance(std::chrono::hours{3});
    for (int i = 1; i <= 230; ++i) {
        on.host.clock.advance(std::chrono::seconds{1});
        on.desk.agent_writes(i, "An answer.");
    }
    on.miss_webhooks();
    std::set<std::string> ids;
    for (int round = 0; round < 10; ++round) {
        for (const reply& one : on.poll().replies) ids.insert(one.id);
        on.host.clock.advance(std::chrono::minutes{2});
    }
    CHECK(ids.size() == 230);
}

}  // namespace earshot::twins
