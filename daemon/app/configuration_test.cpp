#include "app/configuration.hpp"

#include <fstream>

#include "app/configuration_fields.hpp"
#include "base/config_values.hpp"
#include "catch.hpp"
#include "earshot/connector.hpp"
#include "earshot/sink.hpp"

using namespace earshot;
using namespace earshot::app;
using earshot::tests::contains;

namespace {

using lines = std::vector<std::string>;

constexpr field demo_fields[] = {
    {"handle", field_type::text, presence::required, nullptr, nullptr, "whom it listens to"},
    {"pages", field_type::integer, presence::optional, "10", nullptr, "read in one poll"},
};
constexpr field impatient_fields[] = {
    {"poll_interval", field_type::duration, presence::optional, "1m", nullptr, "between two looks"},
};
constexpr field archive_fields[] = {
    {"path", field_type::path, presence::required, nullptr, nullptr, "of the file"},
};

// Of the plugin `choosy`: nothing is good enough for it.
std::vector<settings_problem> refuse_all(const instance_configuration& one,
                                         const std::string& public_url) {
    return {{"pages", "'pages' is " + std::to_string(one.fields.integer("pages"))},
            {"handle", "'handle' of " + one.name + " is no good at " + public_url},
            {"", "the plugin choosy cannot start"}};
}

result<plugin_outline> demo_plugins(std::string_view id) {
    if (id == "demo") return plugin_outline{demo_fields, {polling::id, publishing::id}};
    if (id == "choosy") return plugin_outline{demo_fields, {polling::id}, refuse_all};
    if (id == "hooks") return plugin_outline{{}, {webhooks::id}};
    if (id == "river") return plugin_outline{{}, {streaming::id}};
    if (id == "impatient") return plugin_outline{impatient_fields, {sink::id, polling::id}};
    if (id == "archive") return plugin_outline{archive_fields, {sink::id}};
    return fail(error_kind::permanent, "plugin.unknown", "no plugin " + std::string(id));
}

struct outcome {
    configuration read;
    lines problems;
};

outcome check(std::string_view yaml) {
    base::config_problems problems;
    const auto root = base::parse_config("e.yaml", yaml, problems);
    configuration read = read_configuration(root, problems);
    check_plugins(read, demo_plugins, problems);
    return {std::move(read), problems.lines()};
}

configuration good(std::string_view yaml) {
    auto [read, problems] = check(yaml);
    CHECK(problems == lines{});
    return std::move(read);
}

lines bad(std::string_view yaml) { return check(yaml).problems; }

}  // namespace

TEST_CASE("configuration: an empty file is all defaults") {
    const configuration read = good("");
    CHECK(read.state_directory == "/var/lib/earshot");
    CHECK(read.plugin_directory.is_absolute());
    CHECK(read.log == log_configuration{});
    CHECK_FALSE(read.http);
    CHECK(read.control_socket == default_control_socket);
    CHECK(read.http_client.connect_timeout == std::chrono::seconds{5});
    CHECK(read.accounts.empty());
    CHECK(read.sinks.empty());
}

TEST_CASE("configuration: every key arrives") {
    const configuration read = good(R"(
state_directory: /srv/earshot
plugin_directory: /opt/plugins
log: {level: warning, format: json}
http:
  listen: "[::1]:8443"
  public_url: https://hooks.example.com/
  tls: {certificate: /etc/tls/cert.pem, key: /etc/tls/key.pem}
  max_body: 2MiB
  max_header: 8KiB
  max_connections: 50
  max_requests_per_second: 20
  request_timeout: 5s
  idle_timeout: 15s
control: {socket: /tmp/e.sock}
http_client:
  ca_file: /etc/ca.pem
  max_body: 4MiB
  max_connections_per_host: 2
  connect_timeout: 1s
  idle_timeout: 9s
rules: /etc/earshot/rules.d
language: {serves: [nl, en], certainty: 95, model: /srv/lid.176.ftz}
cases: {join_window: 2h, close_after: 3d, reopen_within: 60d, reach_levels: [50, 200]}
accounts:
  klm: {plugin: demo, handle: KLM, poll_interval: 10s, reply_expiry: 2h, language: nl}
sinks:
  archive: {plugin: archive, path: /var/log/x, accounts: [klm], only_when_routed: true}
)");
    CHECK(read.rules == "/etc/earshot/rules.d");
    CHECK(read.language == language_configuration{{"nl", "en"}, 95, "/srv/lid.176.ftz"});
    CHECK(read.cases.join_window == std::chrono::hours{2});
    CHECK(read.cases.close_after == std::chrono::days{3});
    CHECK(read.cases.reopen_within == std::chrono::days{60});
    CHECK(read.cases.reach_levels == std::vector<std::int64_t>{50, 200});
    CHECK(read.accounts.at(0).language == "nl");
    CHECK(read.sinks.at(0).only_when_routed);
    CHECK(read.log == log_configuration{log_level::warning, base::log_format::json});
    REQUIRE(read.http);
    CHECK(read.http->address == "::1");
    CHECK(read.http->port == 8443);
    CHECK(read.http->public_url == "https://hooks.example.com");
    CHECK(read.http->tls_certificate == "/etc/tls/cert.pem");
    CHECK(read.http->tls_key == "/etc/tls/key.pem");
    CHECK(read.http->max_body == 2 << 20);
    CHECK(read.http->max_header == 8 << 10);
    CHECK(read.http->max_connections == 50);
    CHECK(read.http->max_requests_per_second == 20);
    CHECK(read.http->request_timeout == std::chrono::seconds{5});
    CHECK(read.http->idle_timeout == std::chrono::seconds{15});
    CHECK(read.control_socket == "/tmp/e.sock");
    CHECK(read.http_client.ca_file == "/etc/ca.pem");
    CHECK(read.http_client.max_body == 4 << 20);
    CHECK(read.http_client.max_connections_per_host == 2);
    REQUIRE(read.accounts.size() == 1);
    CHECK(read.accounts[0].name == "klm");
    CHECK(read.accounts[0].plugin == "demo");
    CHECK(read.accounts[0].poll_interval == std::chrono::seconds{10});
    CHECK(read.accounts[0].reply_expiry == std::chrono::hours{2});
    CHECK(read.accounts[0].fields.text("handle") == "KLM");
    CHECK(read.accounts[0].fields.integer("pages") == 10);
    REQUIRE(read.sinks.size() == 1);
    CHECK(read.sinks[0].accounts == lines{"klm"});
    CHECK(read.sinks[0].fields.text("path") == "/var/log/x");
}

TEST_CASE("configuration: all that is wrong is said at once, where it stands") {
    CHECK(bad(R"(acounts: {}
log: {level: verbose, colour: red}
http:
  listen: 8080
  max_body: 1B
  max_connections: 0
  tls: {certificate: cert.pem}
accounts:
  KLM: {plugin: demo, handle: x}
  two: {plugin: demo, hande: x, poll_interval: 10ms}
  three:
sinks:
  two: {plugin: archive, path: /a}
  four: {plugin: archive, path: /b, accounts: [towo]}
)") == lines{
           "e.yaml:1:1: unknown key 'acounts'; did you mean 'accounts'?",
           "e.yaml:2:14: 'level': 'verbose' is not one of its values; known here: debug, info, "
           "warning, error",
           "e.yaml:2:23: unknown key 'colour'; known here: level, format",
           "e.yaml:4:11: 'listen' is not an address and a port; write it as 127.0.0.1:8080 or "
           "[::1]:8080",
           "e.yaml:5:13: 'max_body' must lie between 1KiB and 1GiB; write a size in between",
           "e.yaml:6:20: 'max_connections' must lie between 1 and 100000; write a number in "
           "between",
           "e.yaml:7:8: 'key' is missing, and the daemon needs it; add `key: /ABSOLUTE/PATH` "
           "(PEM file with the private key)",
           "e.yaml:7:22: 'certificate': 'cert.pem' is not an absolute path; write it from the "
           "root, beginning with /",
           "e.yaml:9:3: the name 'KLM' has more than lower-case letters, digits, '_' and '-', or "
           "more than 40 of them; choose another",
           "e.yaml:10:8: 'handle' is missing, and the plugin demo needs it; add `handle: TEXT` "
           "(whom it listens to)",
           "e.yaml:10:23: unknown key 'hande'; did you mean 'handle'?",
           "e.yaml:10:48: 'poll_interval' must lie between 100ms and 30d; write a duration in "
           "between",
           "e.yaml:11:3: 'plugin' is missing, and the daemon needs it; add `plugin: TEXT` (id of "
           "the plugin, see `earshot plugin list`)",
           "e.yaml:13:3: the name 'two' is an account's already, in line 10; accounts and sinks "
           "share their names, choose another",
           "e.yaml:14:48: there is no account 'towo'; did you mean 'two'?",
       });
}

TEST_CASE("configuration: a plugin must be there and fit its place") {
    CHECK(bad("accounts: {a: {plugin: nothing, any: thing}}\n") ==
          lines{"e.yaml:1:24: no plugin nothing"});
    CHECK(bad("accounts: {a: {plugin: archive, path: /x}}\n") ==
          lines{"e.yaml:1:24: the plugin archive brings in no messages; name it below `sinks:`, or "
                "choose another"});
    CHECK(
        bad("sinks: {a: {plugin: demo, handle: x}}\n") ==
        lines{"e.yaml:1:21: the plugin demo delivers nothing; name it below `accounts:`, or choose "
              "another"});
    CHECK_THAT(bad("accounts: {a: {plugin: river}}\n").at(0), contains("by a stream only"));
}

TEST_CASE("configuration: a plugin with a field that bears the name of a daemon's key is refused") {
    const std::string why =
        "the plugin impatient has a field 'poll_interval', which is a key of the daemon's own; "
        "choose another plugin, or have its author rename the field";
    CHECK(bad("sinks: {a: {plugin: impatient, poll_interval: 1s}}\n") ==
          lines{"e.yaml:1:21: " + why});
    CHECK(bad("accounts: {a: {plugin: impatient}}\n") == lines{"e.yaml:1:24: " + why});
}

TEST_CASE("configuration: what a plugin refuses is said where it stands, all of it") {
    CHECK(bad("http: {listen: ':0', public_url: 'https://e.example/'}\naccounts:\n"
              "  a: {plugin: choosy, handle: x}\n  b: {plugin: choosy, pages: 3, handle: y}\n") ==
          lines{"e.yaml:1:16: 'listen' is not an address and a port; write it as 127.0.0.1:8080 or "
                "[::1]:8080",
                "e.yaml:3:6: 'pages' is 10", "e.yaml:3:15: the plugin choosy cannot start",
                "e.yaml:3:31: 'handle' of a is no good at https://e.example",
                "e.yaml:4:15: the plugin choosy cannot start", "e.yaml:4:30: 'pages' is 3",
                "e.yaml:4:41: 'handle' of b is no good at https://e.example"});
}

TEST_CASE("configuration: a plugin is not asked about settings that do not fit its table") {
    CHECK(bad("accounts: {a: {plugin: choosy, handel: x}}\n").size() == 2);
    CHECK(bad("sinks: {a: {plugin: choosy, handle: x}}\n").size() == 1);
}

TEST_CASE("configuration: a plugin that hears by webhooks only needs the listener") {
    CHECK_THAT(bad("accounts: {a: {plugin: hooks}}\n").at(0), contains("add `http:`"));
    good("http: {listen: 127.0.0.1:0}\naccounts: {a: {plugin: hooks}}\n");
}

TEST_CASE("configuration: which listeners are addresses with a port") {
    for (const char* listen : {"127.0.0.1:0", "0.0.0.0:65535", "[::]:80", "localhost:80"})
        good("http: {listen: '" + std::string(listen) + "'}\n");
    for (const char* listen : {":80", "1.2.3.4", "1.2.3.4:", "1.2.3.4:x", "1.2.3.4:65536", "::1:80",
                               "[::1]", "[]:80", "[1.2.3.4]:80"})
        CHECK_THAT(bad("http: {listen: '" + std::string(listen) + "'}\n").at(0),
                   contains("listen' is not an address and a port"));
}

TEST_CASE("configuration: sections must be mappings, and a list of nobody is a mistake") {
    CHECK(bad("[a]\n") ==
          lines{"e.yaml:1:1: the file is a list, not a mapping; write keys such as `accounts:`"});
    CHECK(bad("log: loud\naccounts: [a]\n") ==
          lines{"e.yaml:1:6: 'log' expects a mapping, found a text; write its keys below it, "
                "indented",
                "e.yaml:2:11: 'accounts' expects a mapping, found a list; write its keys below it, "
                "indented"});
    CHECK_THAT(bad("sinks: {a: {plugin: archive, path: /x, accounts: []}}\n").at(0),
               contains("would get nothing"));
    CHECK_THAT(bad("accounts: {operator: {plugin: demo, handle: x}}\n").at(0),
               contains("is Earshot's own"));
}

TEST_CASE("configuration: a socket path longer than the system allows is said before it fails") {
    CHECK_THAT(bad("control: {socket: /" + std::string(107, 'x') + "}\n").at(0),
               contains("longer than the 107 bytes"));
    good("control: {socket: /" + std::string(106, 'x') + "}\n");
}

TEST_CASE("configuration: equal means that nothing needs restarting") {
    const char* before =
        "accounts:\n  a: {plugin: demo, handle: x}\n  b: {plugin: demo, handle: y}\n";
    const char* moved =
        "# note\naccounts:\n  a:\n    plugin: demo\n    handle: x\n"
        "  b: {plugin: demo, handle: y}\n";
    const char* changed =
        "accounts:\n  a: {plugin: demo, handle: x}\n  b: {plugin: demo, handle: z}\n";
    CHECK(good(before) == good(moved));
    const configuration first = good(before);
    const configuration second = good(changed);
    CHECK(first.accounts[0] == second.accounts[0]);
    CHECK_FALSE(first.accounts[1] == second.accounts[1]);
}

namespace {

std::string reference_row(const field& one) {
    const std::string type = one.type == field_type::choice
                                 ? "one of " + std::string(one.choices)
                                 : std::string(base::to_string(one.type));
    const std::string none = one.need == presence::required ? "required" : "-";
    return "| `" + std::string(one.name) + "` | " + type + " | " +
           (one.fallback ? one.fallback : none) + " | " + one.description + " |\n";
}

}  // namespace

TEST_CASE("configuration: a language that cannot be told is refused where it stands") {
    CHECK(bad("language: {serves: [nl, dutch], certainty: 10}\n"
              "accounts:\n  klm: {plugin: demo, handle: KLM, language: qq}\n") ==
          lines{"e.yaml:1:20: 'serves' is refused: 'dutch' is no language that can be told; write "
                "two small letters such as nl",
                "e.yaml:1:44: 'certainty' must lie between 50 and 99; write a number in between",
                "e.yaml:3:46: 'language' is refused: 'qq' is no language that can be told; write "
                "two small letters such as nl"});
    CHECK(good("language: {serves: [nb, pt-BR]}").language.serves ==
          std::vector<std::string>{"no", "pt"});
}

TEST_CASE("configuration: a signature with braces that mean nothing is refused where it stands") {
    CHECK(bad("accounts:\n  klm: {plugin: demo, handle: KLM, signature: ' ^{initial}'}\n") ==
          lines{"e.yaml:2:47: 'signature' knows {initials} and {name}, and no other braces"});
    CHECK(good("accounts:\n  klm: {plugin: demo, handle: KLM, signature: '{name} ^{initials}'}\n")
              .accounts.at(0)
              .signature == "{name} ^{initials}");
}

TEST_CASE("configuration: the reference page has every key as the tables do") {
    std::ifstream file(EARSHOT_SOURCE_DIRECTORY "/docs/configuration.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const section& one : sections)
        for (const field& key : one.fields) CHECK_THAT(page, contains(reference_row(key)));
}

TEST_CASE("configuration: every default of the tables passes its own check") {
    for (const section& one : sections)
        for (const field& key : one.fields)
            if (key.fallback) CHECK(base::read_fallback(key));
}
