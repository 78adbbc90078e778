// Commands that change something: replies, dead letters, reload.
#include "catch.hpp"
#include "control/control_fixture.hpp"

namespace earshot::control {

using namespace tests;

TEST_CASE("control: a reply is appended as the operator's, once for one id, and wakes the desk") {
    bench all;
    all.journal.add(journal::entry_kind::message, message_body("77", "where is my bag?"));
    all.run([&](client& who) -> task<void> {
        json::object arguments;
        arguments["message"] = "x/klm/77@3";
        arguments["text"] = "It is on its way.";
        arguments["author"] = "Ana Sommer";
        arguments["login"] = "ana";
        arguments["id"] = "r-1";
        const json::value sent = co_await who.ask("reply", arguments);
        CHECK(sent.at("ok").at("id") == "r-1");
        CHECK(sent.at("ok").at("message") == "x/klm/77");
        CHECK(sent.at("ok").at("repeated") == false);
        const json::value again = co_await who.ask("reply", arguments);
        CHECK(again.at("ok").at("repeated") == true);
        CHECK(again.at("ok").at("accepted") == "2024-10-04T00:00:00.000Z");
        CHECK_FALSE(again.at("ok").as_object().contains("refused"));
    });
    REQUIRE(all.journal.appended.size() == 1);
    const reply& stored = all.journal.appended.front();
    CHECK(stored.origin == "operator");
    CHECK(stored.platform == "x");
    CHECK(stored.account == "klm");
    CHECK(stored.object_id == "77");
    CHECK(stored.author == "Ana Sommer (ana, uid " + std::to_string(::geteuid()) + ")");
    CHECK(stored.text == "It is on its way.");
    CHECK(all.daemon.wakes == 1);
    CHECK(all.log.has("control.command", "command=reply"));
    CHECK(all.log.has("control.command", "uid " + std::to_string(::geteuid())));
    CHECK_FALSE(all.log.has("control.command", "on its way"));
}

TEST_CASE("control: another reply under an id that is taken is refused, with what differs") {
    bench all;
    for (const char* id : {"77", "78"})
        all.journal.add(journal::entry_kind::message, message_body(id, "where is my bag?"));
    all.run([&](client& who) -> task<void> {
        json::object first;
        first["message"] = "x/klm/77";
        first["text"] = "It is on its way.";
        first["login"] = "ana";
        first["id"] = "r-1";
        CHECK(code_of(co_await who.ask("reply", first)) == "no error");
        json::object corrected = first;
        corrected["text"] = "It is lost.";
        const json::value other_text = co_await who.ask("reply", corrected);
        CHECK(code_of(other_text) == "reply.id_taken");
        CHECK(detail_of(other_text) ==
              "nothing was stored: the id r-1 is that of an answer with another text, accepted at "
              "2024-10-04T00:00:00.000Z from (ana, uid " +
                  std::to_string(::geteuid()) + "); send this one with another --id");
        corrected["message"] = "x/klm/78";
        const json::value all_other = co_await who.ask("reply", corrected);
        CHECK_THAT(detail_of(all_other), contains("with another text, and to x/klm/77, accepted"));
        json::object elsewhere = first;
        elsewhere["message"] = "x/klm/78";
        const json::value other_target = co_await who.ask("reply", elsewhere);
        CHECK_THAT(detail_of(other_target), contains("is that of an answer to x/klm/77, accepted"));
    });
    CHECK(all.journal.appended.size() == 1);
    CHECK(all.daemon.wakes == 1);
}

TEST_CASE("control: a reply that was accepted is known again when its account cannot publish") {
    bench all;
    all.journal.add(journal::entry_kind::message, message_body("77", "where is my bag?"));
    all.journal.refusals[0] = refusal_of(0);
    all.run([&](client& who) -> task<void> {
        json::object arguments;
        arguments["message"] = "x/klm/77";
        arguments["text"] = "It is on its way.";
        arguments["id"] = "r-1";
        CHECK(code_of(co_await who.ask("reply", arguments)) == "no error");
        all.daemon.publishes = false;
        const json::value again = co_await who.ask("reply", arguments);
        CHECK(again.at("ok").at("repeated") == true);
        CHECK(again.at("ok").at("refused").at("detail") == "shorten");
        arguments["id"] = "r-2";
        CHECK(code_of(co_await who.ask("reply", arguments)) == "reply.cannot_publish");
    });
    CHECK(all.journal.appended.size() == 1);
}

TEST_CASE("control: a reply to what is not there, or is no name, changes nothing") {
    bench all;
    all.run([](client& who) -> task<void> {
        for (const char* name : {"x/klm/78", "x", "x/klm", "x//1", "/klm/1", "x/klm/"}) {
            json::object arguments;
            arguments["message"] = name;
            arguments["text"] = "hello";
            const json::value answer = co_await who.ask("reply", std::move(arguments));
            CHECK(answer.as_object().contains("error"));
            CHECK_THAT(detail_of(answer), contains("as `earshot messages tail` shows it"));
        }
        json::object empty;
        empty["message"] = "x/klm/1";
        const json::value answer = co_await who.ask("reply", std::move(empty));
        CHECK(detail_of(answer) == "the argument 'text' must be given, and not empty");
    });
    CHECK(all.journal.appended.empty());
    CHECK(all.daemon.wakes == 0);
}

TEST_CASE("control: a reply that no account can publish is refused at once and not stored") {
    const auto asked_of = [](bench& all) {
        all.journal.add(journal::entry_kind::message, message_body("77", "where is my bag?"));
        std::string said;
        all.run([&](client& who) -> task<void> {
            json::object arguments;
            arguments["message"] = "x/klm/77";
            arguments["text"] = "On its way.";
            const json::value answer = co_await who.ask("reply", std::move(arguments));
            said = code_of(answer) + ": " + detail_of(answer);
        });
        CHECK(all.journal.appended.empty());
        CHECK(all.daemon.wakes == 0);
        return said;
    };
    bench reads_only;
    reads_only.daemon.publishes = false;
    CHECK(
        asked_of(reads_only) ==
        "reply.cannot_publish: nothing was stored: the plugin of the account x/klm cannot publish; "
        "answer on the platform itself");
    bench left_out;
    left_out.daemon.publishes = false;
    left_out.daemon.instance = {"klm", "x", "", false, "x.settings: no token"};
    CHECK_THAT(asked_of(left_out),
               contains("reply.account_left_out: nothing was stored: the account "
                        "x/klm is left out, because of x.settings: no token;"));
    bench unknown;
    unknown.daemon.instance.name = "other";
    CHECK_THAT(asked_of(unknown), contains("reply.unknown_account: nothing was stored: the account "
                                           "x/klm is not in the configuration"));
    bench elsewhere;
    elsewhere.daemon.instance.plugin = "bluesky";
    CHECK_THAT(asked_of(elsewhere), contains("reply.unknown_account"));
}

TEST_CASE("control: dead letters are listed, shown with what they are about, and replayed") {
    bench all;
    all.journal.add(journal::entry_kind::message, message_body("1", "lost"));
    const timestamp died{std::chrono::days{20'001}};
    all.journal.dead = {{4, "sink:a", 1, {}, died, 3, "a.b", "why"},
                        {5, "sink:b", 1, {}, died, 1, "c.d", "not"}};
    all.run([&](client& who) -> task<void> {
        const json::value list = co_await who.ask("dead_list");
        CHECK(list.at("ok").at("dead").as_array().size() == 2);
        json::object four;
        four["id"] = 4;
        const json::value shown = co_await who.ask("dead_show", std::move(four));
        CHECK(shown.at("ok").at("dead").at("code") == "a.b");
        CHECK(shown.at("ok").at("dead").at("enqueued").is_null());
        CHECK(shown.at("ok").at("entry").at("message").at("text") == "lost");
        json::object nine;
        nine["id"] = 9;
        CHECK(code_of(co_await who.ask("dead_show", std::move(nine))) == "control.no_dead_letter");

        const json::value unsaid = co_await who.ask("dead_replay");
        CHECK_THAT(detail_of(unsaid), contains("nothing says which dead letters"));
        json::object dry;
        dry["dry_run"] = true;
        const json::value counted = co_await who.ask("dead_replay", std::move(dry));
        CHECK(counted.at("ok").at("count") == 2);
        CHECK(all.daemon.wakes == 0);
        json::object chosen;
        chosen["destination"] = "sink:b";
        chosen["from"] = "2024-10-05T00:00:00Z";
        const json::value replayed = co_await who.ask("dead_replay", std::move(chosen));
        CHECK(replayed.at("ok").at("count") == 1);
        CHECK(all.daemon.wakes == 1);
        json::object gone;
        gone["ids"] = json::array{4, 9};
        const json::value unknown_id = co_await who.ask("dead_replay", gone);
        CHECK(code_of(unknown_id) == "control.no_dead_letter");
        CHECK_THAT(detail_of(unknown_id), contains("no dead letter 9, and nothing was sent again"));
    });
    CHECK(all.journal.dead.size() == 1);
    CHECK(all.log.has("control.command", "command=dead_replay"));
}

TEST_CASE("control: a reload answers when it is done, with what was wrong") {
    bench all;
    all.run([&](client& who) -> task<void> {
        const json::value good = co_await who.ask("reload");
        CHECK(good.at("ok").at("configuration") == "/etc/earshot/earshot.yaml");
        all.daemon.reload_refused.emplace(error_kind::invalid, "configuration",
                                          "earshot.yaml:1:1: unknown key 'acounts'");
        const json::value bad = co_await who.ask("reload");
        CHECK(code_of(bad) == "configuration");
        CHECK(detail_of(bad) == "earshot.yaml:1:1: unknown key 'acounts'");
    });
    CHECK(all.log.has("control.command", "outcome=configuration"));
}

}  // namespace earshot::control
