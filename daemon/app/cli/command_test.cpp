// The commands against a real control server over a real socket; only the journal is a double.
#include "app/cli/commands.hpp"

#include <boost/asio/post.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <thread>

#include "app/cli/exit_code.hpp"
#include "app/cli/socket_path.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "catch.hpp"
#include "control/control_server.hpp"
#include "fake_journal.hpp"
#include "recording_log.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::app::cli;
using earshot::tests::contains;
using earshot::tests::fake_journal;
using earshot::tests::temporary_directory;
namespace json = boost::json;

namespace {

class idle_daemon final : public control::daemon_view {
public:
    control::daemon_status status() override {
        control::daemon_status out{.configuration_file = "/etc/e.yaml"};
        control::channel_view& account = out.channels.emplace_back();
        account.instance = {"klm", "x", "1.2.0", true, ""};
        account.account = account.publishes = true;
        return out;
    }
    task<result<void>> reload() override {
        co_return fail(error_kind::invalid, "configuration", "e.yaml:1:1: wrong\ne.yaml:2:1: too");
    }
    void entries_added() override {}
};

// A daemon on a thread of its own, as the command sees it.
class running_daemon {
public:
    explicit running_daemon(fake_journal& journal, const std::string& socket)
        : server_(loop_.get_executor(), socket, journal, daemon_, clock_, ids_, log_),
          scope_(loop_.get_executor(), log_) {
        REQUIRE(server_.listen());
        scope_.spawn("server", server_.serve());
        thread_ = std::jthread([this] { loop_.run(); });
    }
    ~running_daemon() {
        boost::asio::post(loop_, [this] { scope_.cancel(); });
        thread_.join();
    }

private:
    boost::asio::io_context loop_;
    idle_daemon daemon_;
    base::system_clock clock_;
    base::random_ids ids_{clock_};
    earshot::tests::recording_log log_;
    control::control_server server_;
    base::task_scope scope_;
    std::jthread thread_;
};

struct terminal {
    temporary_directory home;
    std::ostringstream out;
    std::ostringstream err;
    style look;

    std::string socket() const { return (home.path() / "control.sock").string(); }
    invocation how() { return {socket(), "", look, out, err}; }
    std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(home.path() / name) << content;
        return (home.path() / name).string();
    }
    json::object answer() const { return json::parse(out.str()).as_object(); }
};

std::string message_body(const std::string& id, const std::string& account = "klm") {
    message item;
    item.platform = "x";
    item.account = account;
    item.object_id = id;
    item.text = "message " + id;
    return to_json(item);
}

}  // namespace

TEST_CASE("command: asks the daemon and shows its answer") {
    terminal here;
    fake_journal journal;
    journal.summaries.push_back({.destination = "sink:desk", .waiting = 3});
    const running_daemon daemon(journal, here.socket());
    CHECK(outbox(here.how()) == done);
    CHECK_THAT(here.out.str(), contains("sink:desk"));
    CHECK(status(here.how()) == done);
    CHECK_THAT(here.out.str(), contains("/etc/e.yaml"));
    CHECK(here.err.str().empty());
}

TEST_CASE("command: --json gives the daemon's answer as one object") {
    terminal here;
    here.look.json = true;
    fake_journal journal;
    const running_daemon daemon(journal, here.socket());
    CHECK(ledger(here.how(), true) == done);
    CHECK(here.answer().at("closes") == true);
    CHECK(here.answer().at("delivery").as_array().empty());
}

TEST_CASE("command: a ledger that does not close is an exit code") {
    terminal here;
    fake_journal journal;
    journal::ledger_line line;
    line.counts.received = 1;
    journal.books.intake.push_back(line);
    const running_daemon daemon(journal, here.socket());
    CHECK(ledger(here.how(), false) == done);
    CHECK(ledger(here.how(), true) == not_so);
}

TEST_CASE("command: tail shows the last messages, one a line") {
    terminal here;
    fake_journal journal;
    for (const char* id : {"1", "2", "3"})
        journal.add(journal::entry_kind::message, message_body(id));
    const running_daemon daemon(journal, here.socket());
    CHECK(messages_tail(here.how(), 2, false) == done);
    CHECK_THAT(here.out.str(), contains("x/klm/3"));
    CHECK_THAT(here.out.str(), contains(": message 2\n"));
    CHECK(here.out.str().find("message 1") == std::string::npos);
}

TEST_CASE("command: a reply is sent from an argument or a file") {
    terminal here;
    fake_journal journal;
    journal.add(journal::entry_kind::message, message_body("7"));
    const running_daemon daemon(journal, here.socket());
    reply_words words;
    words.message = "x/klm/7";
    words.text = "On its way.";
    words.expires = "2h";
    CHECK(send_reply(here.how(), words) == done);
    words.text.clear();
    words.file = here.file("answer.txt", "Two\nlines.\n");
    CHECK(send_reply(here.how(), words) == done);
    words.file = "/nonexistent";
    CHECK(send_reply(here.how(), words) == usage);
    words.file.clear();
    words.text = "hello";
    words.message = "x/klm/8";
    CHECK(send_reply(here.how(), words) == refused);
    words.expires = "tomorrow";
    CHECK(send_reply(here.how(), words) == usage);
}

TEST_CASE("command: the same reply once more is done, another one under its id is refused") {
    terminal here;
    fake_journal journal;
    journal.add(journal::entry_kind::message, message_body("7"));
    const running_daemon daemon(journal, here.socket());
    reply_words words;
    words.message = "x/klm/7";
    words.text = "On its way.";
    words.id = "r-1";
    CHECK(send_reply(here.how(), words) == done);
    CHECK(send_reply(here.how(), words) == done);
    CHECK_THAT(here.out.str(), contains("the answer r-1 was already accepted at 2024-10-0"));
    words.text = "It is here.";
    CHECK(send_reply(here.how(), words) == refused);
    CHECK_THAT(here.err.str(), contains("nothing was stored: the id r-1 is that of an answer with "
                                        "another text, accepted at "));
    CHECK(journal.appended.size() == 1);
}

TEST_CASE("command: a reply for an account that is not there is refused, and says so") {
    terminal here;
    fake_journal journal;
    journal.add(journal::entry_kind::message, message_body("7", "gone"));
    const running_daemon daemon(journal, here.socket());
    reply_words words;
    words.message = "x/gone/7";
    words.text = "On its way.";
    CHECK(send_reply(here.how(), words) == refused);
    CHECK_THAT(here.err.str(), contains("the account x/gone is not in the configuration"));
    CHECK(journal.appended.empty());
}

TEST_CASE("command: an error of the daemon is said in full, and as JSON where asked") {
    terminal here;
    fake_journal journal;
    const running_daemon daemon(journal, here.socket());
    CHECK(reload(here.how()) == refused);
    CHECK(here.err.str() == "earshot: e.yaml:1:1: wrong\ne.yaml:2:1: too\n");
    terminal program;
    program.look.json = true;
    invocation how{here.socket(), "", program.look, program.out, program.err};
    CHECK(reload(how) == refused);
    CHECK(json::parse(program.err.str()).at("error").at("code") == "configuration");
}

TEST_CASE("command: dead letters are replayed only when it is said which") {
    terminal here;
    fake_journal journal;
    journal.dead.push_back({.id = 4, .destination = "sink:a"});
    const running_daemon daemon(journal, here.socket());
    CHECK(dead_replay(here.how(), {}, false) == usage);
    CHECK_THAT(here.err.str(), contains("or --all"));
    CHECK(dead_replay(here.how(), {.from = "noon"}, false) == usage);
    CHECK(dead_replay(here.how(), {}, true) == done);
    CHECK(dead_replay(here.how(), {.ids = {4}}, false) == done);
    CHECK(here.out.str() ==
          "1 dead letter would be sent again\n"
          "1 dead letter goes out again; see `earshot outbox`\n");
    CHECK(dead_replay(here.how(), {.all = true}, false) == done);
}

TEST_CASE("command: why the daemon cannot be reached, and what to do") {
    terminal here;
    CHECK(status(here.how()) == unreachable);
    CHECK_THAT(here.err.str(), contains(here.socket() + ": there is no such socket"));
    CHECK_THAT(here.err.str(), contains("systemctl status earshotd"));

    boost::asio::io_context loop;
    {
        auto gone = control::control_socket::bind(loop.get_executor(), here.socket());
        REQUIRE(gone);
        std::filesystem::rename(here.socket(), here.socket() + ".kept");
    }
    std::filesystem::rename(here.socket() + ".kept", here.socket());
    here.err.str("");
    CHECK(status(here.how()) == unreachable);
    CHECK_THAT(here.err.str(), contains("nobody listens there any more"));

    here.err.str("");
    std::filesystem::remove(here.socket());
    here.file("control.sock", "no socket");
    CHECK(status(here.how()) == unreachable);
    CHECK_THAT(here.err.str(), contains("this is no socket; --socket names another"));
}

TEST_CASE("command: the socket is the configuration's where none is named") {
    terminal here;
    const std::string config = here.file("e.yaml", "control: {socket: /srv/e.sock}\nwrong: 1\n");
    CHECK(find_socket("/a", config).value() == "/a");
    CHECK(find_socket("", config).value() == "/srv/e.sock");
    CHECK(find_socket("", here.file("empty.yaml", "")).value() == "/run/earshot/control.sock");
    CHECK(find_socket("", "/nonexistent").error().code == "command.config");
    CHECK(find_socket("", here.file("bad.yaml", "a: [")).error().code == "command.config");
}

TEST_CASE("command: check prints every problem with its place") {
    terminal here;
    const std::string file = here.file("e.yaml", "plugin_directory: " + here.home.path().string() +
                                                     "\nacounts: {}\nlog: {level: loud}\n"
                                                     "accounts: {a: {plugin: x}}\n");
    CHECK(check(here.how(), file) == not_so);
    CHECK_THAT(here.out.str(), contains(file + ":2:1: unknown key 'acounts'; did you mean"));
    CHECK_THAT(here.out.str(), contains(file + ":3:14: 'level': 'loud' is not one"));
    CHECK_THAT(here.out.str(), contains(file + ":4:24: no plugin x"));
    CHECK_THAT(here.out.str(), contains("\n3 problems\n"));
}

TEST_CASE("command: check as JSON, for editors") {
    terminal here;
    here.look.json = true;
    CHECK(check(here.how(), here.file("e.yaml", "a: 1\na: 2\n")) == not_so);
    CHECK(here.answer().at("good") == false);
    const json::object answer = here.answer();
    const json::value& problem = answer.at("problems").at(0);
    CHECK(problem.at("line") == 2);
    CHECK(problem.at("column") == 1);
    CHECK_THAT(json::value_to<std::string>(problem.at("text")), contains("given twice"));
}

TEST_CASE("command: a good file is good, one that cannot be read is another matter") {
    terminal here;
    const std::string plugins = "plugin_directory: " EARSHOT_PLUGINS "\n";
    CHECK(check(here.how(),
                here.file("e.yaml", plugins + "sinks: {a: {plugin: file, path: /x}}\n")) == done);
    CHECK_THAT(here.out.str(), contains("good, 0 accounts, 1 sink\n"));
    CHECK(check(here.how(), "/nonexistent/e.yaml") == usage);
    CHECK_THAT(here.err.str(), contains("No such file"));
}

TEST_CASE("command: check says what a plugin refuses, where it stands") {
    terminal here;
    const std::string file =
        here.file("e.yaml", "plugin_directory: " EARSHOT_PLUGINS
                            "\nsinks: {a: {plugin: file, path: /x, keep: 0}}\n");
    CHECK(check(here.how(), file) == not_so);
    CHECK_THAT(here.out.str(), contains(file + ":2:43: 'keep' must lie between 1 and 9999"));
}

TEST_CASE("command: check does not call a file good in which there is nothing to do") {
    terminal here;
    for (const char* text : {"", "# to be written\n", "log: {level: debug}\n"}) {
        const std::string file = here.file("e.yaml", text);
        CHECK(check(here.how(), file) == not_so);
        CHECK_THAT(here.out.str(), contains(file + ":1:1: nothing would be read or forwarded"));
        CHECK_THAT(here.out.str(), !contains("good"));
    }
}

TEST_CASE("command: plugins that are none are named with the reason") {
    terminal here;
    here.file("junk.so", "not ELF at all");
    CHECK(plugin_list(here.how(), here.home.path().string()) == not_so);
    CHECK_THAT(here.out.str(), contains("no plugin fits"));
    CHECK_THAT(here.out.str(), contains("junk.so"));
    CHECK(plugin_check(here.how(), (here.home.path() / "junk.so").string()) == not_so);
    CHECK(plugin_show(here.how(), here.home.path().string(), "x") == not_so);
}
