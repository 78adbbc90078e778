#include "control/control_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "catch.hpp"
#include "fake_journal.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::control;
using earshot::tests::contains;
using earshot::tests::fake_journal;
using earshot::tests::temporary_directory;
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

class fake_daemon final : public daemon_view {
public:
    int wakes = 0;
    std::optional<error> reload_refused;
    watch::account_health health;

    daemon_status status() override {
        daemon_status out;
        out.configuration_file = "/etc/earshot/earshot.yaml";
        out.started = timestamp{std::chrono::days{20'000}};
        out.desk_position = 1;
        channel_view one;
        one.instance = {"klm", "x", "1.2.0", true, ""};
        one.intake = "healthy";
        one.metrics.push_back({"posts_read", true, 120});
        one.account = true;
        one.health = health;
        out.channels.push_back(one);
        return out;
    }
    task<result<void>> reload() override {
        if (reload_refused) co_return std::unexpected(*reload_refused);
        co_return result<void>();
    }
    void entries_added() override { ++wakes; }
};

// The other end of the socket.
class client {
public:
    client(asio::any_io_executor loop, const std::filesystem::path& path) : socket_(loop) {
        socket_.connect(path.string());
    }

    task<void> send(std::string text) {
        co_await asio::async_write(socket_, asio::buffer(text), asio::use_awaitable);
    }

    // A null value: the server hung up.
    task<json::value> receive() {
        boost::system::error_code problem;
        const std::size_t length =
            co_await asio::async_read_until(socket_, asio::dynamic_buffer(received_), '\n',
                                            asio::redirect_error(asio::use_awaitable, problem));
        if (problem) co_return json::value();
        json::value line = json::parse(received_.substr(0, length));
        received_.erase(0, length);
        co_return line;
    }

    task<json::value> ask(std::string command, json::object arguments = {}) {
        json::object request;
        request["command"] = command;
        request["arguments"] = std::move(arguments);
        co_await send(json::serialize(request) + "\n");
        json::value answer = co_await receive();
        co_return answer;
    }

private:
    asio::local::stream_protocol::socket socket_;
    std::string received_;
};

struct bench {
    temporary_directory home;
    fake_journal journal;
    fake_daemon daemon;
    base::manual_clock clock;
    base::random_ids ids{clock};
    earshot::tests::recording_log log;
    server_limits limits{.look_for_entries = duration{1}};

    std::filesystem::path path() const { return home.path() / "control.sock"; }

    // Runs `body(client)` against a server over a real socket. The client is still connected when
    // the server is stopped.
    template <class Body>
    void run(Body body) {
        earshot::tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
            control_server server(loop, path(), journal, daemon, clock, ids, log, limits);
            REQUIRE(server.listen());
            base::task_scope scope(loop, log);
            scope.spawn("server", server.serve());
            client who(loop, path());
            co_await body(who);
            scope.cancel();
            co_await scope.join();
        });
        CHECK_FALSE(log.has("task.failed"));
        CHECK_FALSE(std::filesystem::exists(path()));
    }
};

std::string message_body(const std::string& id, const std::string& text) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = id;
    item.text = text;
    return to_json(item);
}

std::string code_of(const json::value& answer) {
    const json::value* error =
        answer.is_object() ? answer.as_object().if_contains("error") : nullptr;
    return error ? json::value_to<std::string>(error->at("code")) : "no error";
}

std::string detail_of(const json::value& answer) {
    return json::value_to<std::string>(answer.at("error").at("detail"));
}

std::string item_text(const json::value& line) {
    return json::value_to<std::string>(line.at("item").at("message").at("text"));
}

}  // namespace

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
        CHECK(code_of(co_await who.ask("outbox")) == "journal.locked");
    });
}

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

TEST_CASE("control: a reply is appended as the operator's, once for one id, and wakes the desk") {
    bench all;
    all.journal.add(journal::entry_kind::message, message_body("77", "where is my bag?"));
    all.run([&](client& who) -> task<void> {
        json::object arguments;
        arguments["message"] = "x/klm/77@3";
        arguments["text"] = "It is on its way.";
        arguments["author"] = "ana";
        arguments["id"] = "r-1";
        const json::value sent = co_await who.ask("reply", arguments);
        CHECK(sent.at("ok").at("id") == "r-1");
        CHECK(sent.at("ok").at("message") == "x/klm/77");
        CHECK(sent.at("ok").at("repeated") == false);
        const json::value again = co_await who.ask("reply", arguments);
        CHECK(again.at("ok").at("repeated") == true);
    });
    REQUIRE(all.journal.appended.size() == 1);
    const reply& stored = all.journal.appended.front();
    CHECK(stored.origin == "operator");
    CHECK(stored.platform == "x");
    CHECK(stored.account == "klm");
    CHECK(stored.object_id == "77");
    CHECK(stored.author == "ana (uid " + std::to_string(::geteuid()) + ")");
    CHECK(stored.text == "It is on its way.");
    CHECK(all.daemon.wakes == 1);
    CHECK(all.log.has("control.command", "command=reply"));
    CHECK(all.log.has("control.command", "uid " + std::to_string(::geteuid())));
    CHECK_FALSE(all.log.has("control.command", "on its way"));
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
        }
        json::object empty;
        empty["message"] = "x/klm/1";
        const json::value answer = co_await who.ask("reply", std::move(empty));
        CHECK(detail_of(answer) == "the argument 'text' must be given, and not empty");
    });
    CHECK(all.journal.appended.empty());
    CHECK(all.daemon.wakes == 0);
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
    });
    CHECK(all.journal.dead.size() == 1);
    CHECK(all.log.has("control.command", "command=dead_replay"));
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
