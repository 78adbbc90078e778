// Commands that look: status, accounts, ledger, quarantine.
#include "catch.hpp"
#include "control/control_fixture.hpp"

namespace earshot::control {

using namespace tests;

TEST_CASE("control: status tells where everything stands") {
    bench all;
    all.journal.add(journal::entry_kind::message, message_body("1", "hello"));
    all.journal.add(journal::entry_kind::message, message_body("2", "again"));
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("status");
        const json::object& ok = answer.at("ok").as_object();
        CHECK(ok.at("configuration") == "/etc/earshot/earshot.yaml");
        CHECK(ok.at("started") == "2024-10-04T00:00:00.000Z");
        CHECK(ok.at("journal").at("newest") == 2);
        CHECK(ok.at("journal").at("desk_position") == 1);
        CHECK(ok.at("journal").at("lag") == 1);
        const json::value& instance = ok.at("instances").at(0);
        CHECK(instance.at("name") == "klm");
        CHECK(instance.at("running") == true);
        CHECK(instance.at("intake") == "healthy");
        CHECK(instance.at("metrics").at("posts_read") == 120);
    });
    CHECK_FALSE(all.log.has("control.command"));  // looking changes nothing
}

TEST_CASE("control: status says that the journal fails instead of failing with it") {
    bench all;
    all.journal.broken.emplace(error_kind::transient, "journal.locked", "somebody holds it");
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("status");
        CHECK(answer.at("ok").at("journal").at("newest").is_null());
        CHECK(answer.at("ok").at("journal").at("problem") == "journal.locked: somebody holds it");
        CHECK(answer.at("ok").at("dead_letters").is_null());
        CHECK(code_of(co_await who.ask("outbox")) == "journal.locked");
    });
}

TEST_CASE("control: status names dead letters and who is suspended, with what to do next") {
    bench all;
    all.daemon.suspended = {
        {"publish:klm", timestamp{std::chrono::days{20'001}}, "x.token: it has expired"}};
    all.journal.summaries = {{.destination = "publish:klm", .waiting = 2, .retrying = 1},
                             {.destination = "sink:desk", .dead = 3}};
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("status");
        const json::object& ok = answer.at("ok").as_object();
        REQUIRE(ok.at("suspended").as_array().size() == 1);
        const json::value& held = ok.at("suspended").at(0);
        CHECK(held.at("destination") == "publish:klm");
        CHECK(held.at("until") == "2024-10-05T00:00:00.000Z");
        CHECK(held.at("why") == "x.token: it has expired");
        CHECK(held.at("waiting") == 3);
        CHECK(held.at("next") == "earshot outbox");
        REQUIRE(ok.at("dead_letters").as_array().size() == 1);
        const json::value& dead = ok.at("dead_letters").at(0);
        CHECK(dead.at("destination") == "sink:desk");
        CHECK(dead.at("dead") == 3);
        CHECK(dead.at("next") == "earshot dead list --destination sink:desk");
    });
}

TEST_CASE("control: status names sinks that are gone, and for which something waits") {
    bench all;
    all.journal.summaries = {{.destination = "publish:former", .waiting = 1},
                             {.destination = "sink:archive", .dead = 1},
                             {.destination = "sink:former", .waiting = 2, .retrying = 1}};
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("status");
        const json::array& gone = answer.at("ok").at("gone_sinks").as_array();
        REQUIRE(gone.size() == 1);
        CHECK(gone[0].at("destination") == "sink:former");
        CHECK(gone[0].at("waiting") == 3);
    });
}

TEST_CASE("control: quarantined bytes are shown when asked for, as text that is always valid") {
    bench all;
    all.journal.aside = {{1, "x", "klm", {}, "no id", "", std::string("\xff{") + "\x00}"}};
    all.run([](client& who) -> task<void> {
        const json::value short_list = co_await who.ask("quarantine_list");
        CHECK(short_list.at("ok").at("quarantined").at(0).at("raw_size") == 2);
        CHECK_FALSE(short_list.at("ok").at("quarantined").at(0).as_object().contains("raw"));
        json::object raw;
        raw["raw"] = true;
        const json::value full = co_await who.ask("quarantine_list", std::move(raw));
        CHECK(full.at("ok").at("quarantined").at(0).at("raw") == "\xef\xbf\xbd{");
    });
}

TEST_CASE("control: the ledger says whether it closes") {
    bench all;
    journal::ledger_line line;
    line.platform = "x";
    line.account = "klm";
    line.counts = {.received = 3, .stored = 1, .duplicates = 1};
    line.entries = 1;
    all.journal.books.intake.push_back(line);
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("ledger");
        CHECK(answer.at("ok").at("closes") == false);
        CHECK(answer.at("ok").at("intake").at(0).at("received") == 3);
    });
}

TEST_CASE("PAIN-7: control: the ledger names the sums that do not hold, and has hours") {
    bench all;
    journal::ledger_line line{.platform = "x", .account = "klm"};
    line.counts = line.by_hour = {.received = 2, .stored = 2};
    line.entries = 1;
    all.journal.books.intake.push_back(line);
    const timestamp hour = std::chrono::floor<std::chrono::hours>(all.clock.now());
    all.journal.by_hour = {{"x", "klm", hour, {.received = 2, .stored = 2}},
                           {"x", "other", hour, {.received = 1}}};
    all.run([](client& who) -> task<void> {
        const json::value books = co_await who.ask("ledger");
        const json::value& broken = books.at("ok").at("broken").at(0);
        CHECK(broken.at("whose") == "x/klm");
        CHECK(broken.at("sum") == "stored = entries in the log");
        CHECK(broken.at("left") == 2);
        CHECK(broken.at("right") == 1);
        json::object one;
        one["account"] = "klm";
        const json::value hours = co_await who.ask("ledger_hours", std::move(one));
        CHECK(hours.at("ok").at("hours").as_array().size() == 1);
        CHECK(hours.at("ok").at("hours").at(0).at("stored") == 2);
    });
}

TEST_CASE("PAIN-1: control: accounts are told at a glance, with whether a person is needed") {
    bench all;
    all.daemon.health.credential = {credential_state::scope_missing, {}, {"tweet.write"}, "grant"};
    all.daemon.health.problems = {"the credential lacks tweet.write: grant"};
    all.daemon.health.expected_in_a_day = 12.5;
    const timestamp now = all.clock.now();
    all.journal.by_hour = {
        {"x", "klm", now - std::chrono::hours{3}, {.received = 9, .stored = 7}},
        {"x", "klm", now - std::chrono::hours{30}, {.received = 5, .stored = 5}}};
    all.journal.seen = {{.platform = "x", .account = "klm", .last_stored = now, .gaps = 2}};
    all.journal.summaries = {{.destination = "publish:klm", .waiting = 3, .retrying = 1}};
    all.run([](client& who) -> task<void> {
        const json::value answer = co_await who.ask("accounts");
        CHECK(answer.at("ok").at("needs_a_person") == true);
        const json::value& klm = answer.at("ok").at("accounts").at(0);
        CHECK(klm.at("credential").at("state") == "scope_missing");
        CHECK(klm.at("credential").at("missing_scopes").at(0) == "tweet.write");
        CHECK(klm.at("last_day").at("stored") == 7);
        CHECK(klm.at("last_day").at("expected") == 12.5);
        CHECK(klm.at("gaps") == 2);
        CHECK(klm.at("waiting_answers") == 4);
        CHECK(klm.at("problems").at(0) == "the credential lacks tweet.write: grant");
        const json::value status = co_await who.ask("status");
        CHECK(status.at("ok").at("instances").at(0).at("problems").as_array().size() == 1);
    });
}

}  // namespace earshot::control
