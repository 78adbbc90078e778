// A name that nobody has is an error; one that is only quiet is not.
#include "control/known_names.hpp"
#include "catch.hpp"
#include "control/control_fixture.hpp"

namespace earshot::control {

using namespace tests;

namespace {

json::object naming(const char* what, const char* name) {
    json::object out;
    out[what] = name;
    return out;
}

// A desk that is gone has dead letters; `other` was heard of, and is configured no more.
void fill(bench& all) {
    all.journal.summaries = {{.destination = "sink:former_desk", .dead = 2}};
    all.journal.dead = {{.id = 4, .destination = "sink:former_desk"},
                        {.id = 5, .destination = "sink:former_desk"}};
    all.journal.seen = {{.platform = "bluesky", .account = "other"}};
}

}  // namespace

TEST_CASE("control: dead letters of a destination that nobody has are an error with the nearest") {
    bench all;
    fill(all);
    all.run([](client& who) -> task<void> {
        for (const char* command : {"dead_list", "dead_replay"}) {
            const json::value wrong =
                co_await who.ask(command, naming("destination", "sink:formr_desk"));
            CHECK(code_of(wrong) == "control.unknown_destination");
            CHECK(detail_of(wrong) ==
                  "no destination is called 'sink:formr_desk'; did you mean 'sink:former_desk'?");
            const json::value half = co_await who.ask(command, naming("destination", "klm"));
            CHECK_THAT(detail_of(half), contains("did you mean 'publish:klm'?"));
            const json::value far = co_await who.ask(command, naming("destination", "qwertyuiop"));
            CHECK_THAT(detail_of(far), contains("known here: publish:klm, sink:former_desk"));
            const json::value quiet =
                co_await who.ask(command, naming("destination", "publish:klm"));
            CHECK(code_of(quiet) == "no error");
        }
    });
    CHECK(all.journal.dead.size() == 2);
}

TEST_CASE("control: a list of dead letters says how many there are, and whether it was cut") {
    bench all;
    fill(all);
    all.run([](client& who) -> task<void> {
        json::object one;
        one["limit"] = 1;
        const json::value cut = co_await who.ask("dead_list", one);
        CHECK(cut.at("ok").at("dead").as_array().size() == 1);
        CHECK(cut.at("ok").at("more") == true);
        CHECK(cut.at("ok").at("all") == 2);
        const json::value whole = co_await who.ask("dead_list");
        CHECK(whole.at("ok").at("more") == false);
    });
}

TEST_CASE(
    "control: hours of an account that nobody has are an error, of a quiet one they are none") {
    bench all;
    fill(all);
    const timestamp hour = std::chrono::floor<std::chrono::hours>(all.clock.now());
    all.journal.by_hour = {{"x", "klm", hour, {.received = 2, .stored = 2}},
                           {"facebook", "klm", hour, {.received = 1}}};
    all.run([](client& who) -> task<void> {
        const json::value wrong = co_await who.ask("ledger_hours", naming("account", "kml"));
        CHECK(code_of(wrong) == "control.unknown_account");
        CHECK(detail_of(wrong) == "no account is called 'kml'; did you mean 'klm'?");
        const json::value quiet = co_await who.ask("ledger_hours", naming("account", "other"));
        CHECK(quiet.at("ok").at("hours").as_array().empty());
        const json::value both = co_await who.ask("ledger_hours", naming("account", "klm"));
        CHECK(both.at("ok").at("hours").as_array().size() == 2);
        const json::value shown = co_await who.ask("ledger_hours", naming("account", "x/klm"));
        CHECK(shown.at("ok").at("hours").as_array().size() == 1);
        const json::value nobody =
            co_await who.ask("ledger_hours", naming("account", "bluesky/klm"));
        CHECK_THAT(detail_of(nobody), contains("did you mean 'x/klm'?"));
    });
}

TEST_CASE("control: cases of a platform, an account or a language that nobody has are an error") {
    bench all;
    fill(all);
    all.run([](client& who) -> task<void> {
        const json::value platform =
            co_await who.ask("cases_unanswered", naming("platform", "blusky"));
        CHECK(code_of(platform) == "control.unknown_platform");
        CHECK_THAT(detail_of(platform), contains("did you mean 'bluesky'?"));
        const json::value account =
            co_await who.ask("cases_unanswered", naming("account", "x/kml"));
        CHECK_THAT(detail_of(account), contains("did you mean 'x/klm'?"));
        const json::value language =
            co_await who.ask("cases_unanswered", naming("language", "dutch"));
        CHECK(code_of(language) == "language.unknown");
        for (const char* known : {"klm", "other", "x/klm"}) {
            const json::value quiet =
                co_await who.ask("cases_unanswered", naming("account", known));
            CHECK(quiet.at("ok").at("count") == 0);
        }
    });
}

TEST_CASE("control: an account is named as the tables show it, or by its parts") {
    const auto named = [](const char* platform, const char* account) {
        const account_name found = account_named(platform, account);
        return found.platform + "|" + found.account;
    };
    CHECK(named("", "klm") == "|klm");
    CHECK(named("", "x/klm") == "x|klm");
    CHECK(named("x", "x/klm") == "x|klm");
    CHECK(named("x", "klm") == "x|klm");
    CHECK(named("bluesky", "x/klm") == "bluesky|x/klm");
}

}  // namespace earshot::control
