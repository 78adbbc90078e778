// Connections: their order, their limits, and those that follow.
#include "cases/memory.hpp"
#include "catch.hpp"
#include "control/control_fixture.hpp"

namespace earshot::control {

using namespace tests;

TEST_CASE("control: several requests on one connection are answered in order, mistakes included") {
    bench all;
    all.run([](client& who) -> task<void> {
        co_await who.send("{\"command\":\"outbox\"}\nnonsense\n{\"command\":\"ledger\"}\n");
        const json::value first = co_await who.receive();
        const json::value second = co_await who.receive();
        const json::value third = co_await who.receive();
        CHECK(first.at("ok").at("destinations").as_array().empty());
        CHECK(code_of(second) == "control.request");
        CHECK(third.at("ok").at("closes") == true);
        const json::value unknown = co_await who.ask("outbx");
        CHECK(detail_of(unknown) == "unknown command 'outbx'; did you mean 'outbox'?");
        json::object arguments;
        arguments["verify"] = true;
        const json::value argument = co_await who.ask("ledger", std::move(arguments));
        CHECK(code_of(argument) == "control.argument");
    });
}

TEST_CASE("control: a request without end is cut off at the limit") {
    bench all;
    all.limits.request = 1'000;
    all.run([](client& who) -> task<void> {
        co_await who.send(std::string(2'000, 'x'));
        const json::value answer = co_await who.receive();
        CHECK(code_of(answer) == "control.too_long");
        const json::value end = co_await who.receive();
        CHECK(end.is_null());
    });
}

TEST_CASE("control: a connection that stays silent is closed") {
    bench all;
    all.limits.idle = duration{20};
    all.run([](client& who) -> task<void> {
        const json::value end = co_await who.receive();
        CHECK(end.is_null());
    });
}

TEST_CASE("control: a command that takes too long is given up, and the connection goes on") {
    bench all;
    all.journal.slowness = std::chrono::hours{1};
    all.limits.command = duration{20};
    all.run([](client& who) -> task<void> {
        const json::value late = co_await who.ask("outbox");
        CHECK(code_of(late) == "control.timeout");
        const json::value next = co_await who.ask("ledger");
        CHECK(code_of(next) == "no error");
    });
}

TEST_CASE("control: one connection too many is told so") {
    bench all;
    all.limits.connections = 1;
    const auto path = all.path();
    all.run([path](client& who) -> task<void> {
        const json::value answer = co_await who.ask("ledger");
        CHECK(code_of(answer) == "no error");
        client second(co_await asio::this_coro::executor, path);
        const json::value refusal = co_await second.receive();
        CHECK(code_of(refusal) == "control.busy");
    });
    CHECK(all.log.has("control.refused", "why=control.busy"));
}

TEST_CASE("control: messages gives the last ones, and goes on from a position") {
    bench all;
    for (int i = 1; i <= 500; ++i) {
        all.journal.add(journal::entry_kind::message,
                        message_body("a", "text " + std::to_string(i)));
        all.journal.add(journal::entry_kind::delivered, "{}");
    }
    all.run([](client& who) -> task<void> {
        json::object last;
        last["last"] = 2;
        const json::value first = co_await who.ask("messages", std::move(last));
        const json::value second = co_await who.receive();
        const json::value end = co_await who.receive();
        CHECK(item_text(first) == "text 499");
        CHECK(item_text(second) == "text 500");
        CHECK(end.at("ok").at("next") == 1'000);
        json::object after;
        after["after"] = 0;
        after["limit"] = 1;
        const json::value oldest = co_await who.ask("messages", std::move(after));
        CHECK(item_text(oldest) == "text 1");
        const json::value stop = co_await who.receive();
        CHECK(stop.at("ok").at("next") == 1);
        json::object more;
        more["last"] = 9'000;
        co_await who.send(R"({"command":"messages","arguments":{"last":9000,"limit":9000}})"
                          "\n");
        for (int i = 1; i <= 500; ++i) {
            const json::value line = co_await who.receive();
            CHECK(item_text(line) == "text " + std::to_string(i));
        }
    });
}

TEST_CASE("control: a follower hears what comes, and leaving frees its place") {
    bench all;
    all.limits.connections = 2;
    const auto path = all.path();
    all.run([&](client& who) -> task<void> {
        auto follower = std::make_unique<client>(co_await asio::this_coro::executor, path);
        co_await follower->send(R"({"command":"messages","arguments":{"follow":true}})"
                                "\n");
        all.journal.add(journal::entry_kind::message, message_body("1", "first"));
        const json::value first = co_await follower->receive();
        CHECK(item_text(first) == "first");
        all.journal.add(journal::entry_kind::delivered, "{}");
        all.journal.add(journal::entry_kind::message, message_body("2", "second"));
        const json::value second = co_await follower->receive();
        CHECK(item_text(second) == "second");
        follower.reset();
        std::string code = "control.busy";
        for (int attempt = 0; attempt < 1'000 && code == "control.busy"; ++attempt) {
            client next(co_await asio::this_coro::executor, path);
            code = code_of(co_await next.ask("ledger"));
        }
        CHECK(code == "no error");
        const json::value answer = co_await who.ask("ledger");
        CHECK(code_of(answer) == "no error");
    });
}

TEST_CASE("control: an answer that the gate refused says so, and why, beside the answer") {
    bench all;
    all.journal.add(journal::entry_kind::reply, reply_body("r1", "far too long"));
    all.journal.add(journal::entry_kind::reply, reply_body("r2", "short"));
    all.journal.refusals[1] = refusal_of(1);
    all.run([](client& who) -> task<void> {
        const json::value first = co_await who.ask("messages");
        CHECK(first.at("item").at("reply").at("text") == "far too long");
        const json::value& why = first.at("item").at("refused");
        CHECK(why.at("code") == "reply.too_long");
        CHECK(why.at("detail") == "shorten");
        CHECK(why.at("at") == "2024-10-04T00:00:00.000Z");
        const json::value second = co_await who.receive();
        CHECK_FALSE(second.at("item").as_object().contains("refused"));
    });
}

TEST_CASE("control: a follower hears once more of an answer that was refused after it was shown") {
    bench all;
    all.daemon.desk_position = 0;
    all.run([&](client& who) -> task<void> {
        co_await who.send(R"({"command":"messages","arguments":{"follow":true}})"
                          "\n");
        all.journal.add(journal::entry_kind::reply, reply_body("r1", "far too long"));
        const json::value came = co_await who.receive();
        CHECK_FALSE(came.at("item").as_object().contains("refused"));
        all.journal.refusals[1] = refusal_of(1);
        all.daemon.desk_position = 1;
        const json::value judged = co_await who.receive();
        CHECK(judged.at("item").at("seq") == 1);
        CHECK(judged.at("item").at("refused").at("code") == "reply.too_long");
        all.journal.add(journal::entry_kind::message, message_body("1", "what comes next"));
        const json::value next = co_await who.receive();
        CHECK(item_text(next) == "what comes next");
    });
}

TEST_CASE("control: a case is shown with its answers that the gate refused") {
    bench all;
    cases::memory memory;
    memory.edit<cases::care_case>(cases::case_key("c1")).id = "c1";
    memory.edit<cases::reply_note>(cases::reply_key(1)).case_id = "c1";
    memory.edit<cases::reply_note>(cases::reply_key(2)).case_id = "c1";  // waits in the outbox
    memory.edit<cases::reply_note>(cases::reply_key(3)).case_id = "c2";
    for (cases::stored& one : memory.changes()) all.journal.memory[one.key] = one.body;
    for (const char* id : {"r1", "r2", "r3"})
        all.journal.add(journal::entry_kind::reply, reply_body(id, "answer " + std::string(id)));
    all.journal.refusals = {{1, refusal_of(1)}, {3, refusal_of(3)}};
    all.run([](client& who) -> task<void> {
        json::object which;
        which["case"] = "c1";
        const json::value shown = co_await who.ask("case_show", std::move(which));
        const json::array& refused = shown.at("ok").at("refused_answers").as_array();
        REQUIRE(refused.size() == 1);
        CHECK(refused.at(0).at("reply").at("text") == "answer r1");
        CHECK(refused.at(0).at("refused").at("code") == "reply.too_long");
    });
}

TEST_CASE("control: what a case remembers of times is told as times, RFC 3339 in UTC") {
    bench all;
    cases::memory memory;
    auto& of = memory.edit<cases::care_case>(cases::case_key("c1"));
    of.id = "c1";
    of.opened = of.turned = of.assigned = timestamp{std::chrono::days{20'000}};
    of.last_word = of.last_answer = of.unanswered_since = of.closed_at = of.opened;
    cases::word& said = of.words.emplace_back();
    said.at = said.heard = of.opened;
    for (cases::stored& one : memory.changes()) all.journal.memory[one.key] = one.body;
    all.run([](client& who) -> task<void> {
        json::object which;
        which["case"] = "c1";
        const json::value shown = co_await who.ask("case_show", std::move(which));
        const json::object& record = shown.at("ok").at("record").as_object();
        for (const char* name : {"opened", "turned", "assigned", "last_word", "last_answer",
                                 "unanswered_since", "closed_at"})
            CHECK(record.at(name) == "2024-10-04T00:00:00.000Z");
        for (const char* name : {"at", "heard"})
            CHECK(record.at("words").at(0).at(name) == "2024-10-04T00:00:00.000Z");
    });
}

TEST_CASE("control: stopping the server does not wait for followers") {
    bench all;
    all.run([&](client& who) -> task<void> {
        co_await who.send(R"({"command":"messages","arguments":{"follow":true}})"
                          "\n");
        all.journal.add(journal::entry_kind::message, message_body("1", "first"));
        const json::value first = co_await who.receive();
        CHECK(item_text(first) == "first");
    });
}

}  // namespace earshot::control
