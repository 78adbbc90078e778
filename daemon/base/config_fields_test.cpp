#include "base/config_fields.hpp"

#include "base/config_values.hpp"
#include "catch.hpp"

using namespace earshot;
using namespace earshot::base;
using earshot::tests::contains;

namespace {

using lines = std::vector<std::string>;
using list = std::vector<std::string>;

constexpr field table[] = {
    {"handle", field_type::text, presence::required, nullptr, nullptr, "the account's name"},
    {"pages", field_type::integer, presence::optional, "10", nullptr, "pages read in one poll"},
    {"replies", field_type::boolean, presence::optional, "true", nullptr, "read replies, too"},
    {"timeout", field_type::duration, presence::optional, nullptr, nullptr, "of one call"},
    {"buffer", field_type::size, presence::optional, "64KiB", nullptr, "kept in memory"},
    {"api", field_type::url, presence::optional, "https://api.example.com", nullptr, "the service"},
    {"archive", field_type::path, presence::optional, nullptr, nullptr, "where files go"},
    {"token", field_type::secret, presence::required, nullptr, nullptr, "the access token"},
    {"queries", field_type::text_list, presence::optional, "[@us, #us]", nullptr, "to search for"},
    {"mode", field_type::choice, presence::optional, "fast", "fast, slow", "how to read"},
};

struct outcome {
    settings values;
    lines problems;
};

outcome check(std::string_view yaml, std::span<const field> fields = table,
              std::span<const std::string_view> also = {}) {
    config_problems problems;
    const config_node node = parse_config("a.yaml", yaml, problems);
    settings values = check_fields(node, fields, also, "the plugin demo", problems);
    return {std::move(values), problems.lines()};
}

// Problems of one field's value.
lines check_value(field_type type, const std::string& value, const char* choices = nullptr) {
    const field one[] = {{"it", type, presence::optional, nullptr, choices, ""}};
    return check("it: " + value + "\n", one).problems;
}

bool good(field_type type, const std::string& value, const char* choices = nullptr) {
    return check_value(type, value, choices).empty();
}

}  // namespace

TEST_CASE("config fields: values arrive typed, with the defaults filled in") {
    const auto [values, problems] = check("handle: KLM\ntoken: credential:x_token\ntimeout: 90s\n");
    CHECK(problems == lines{});
    CHECK(values.text("handle") == "KLM");
    CHECK(values.integer("pages") == 10);
    CHECK(values.boolean("replies"));
    CHECK(values.span("timeout") == std::chrono::seconds{90});
    CHECK(values.integer("buffer") == 65'536);
    CHECK(values.text("api") == "https://api.example.com");
    CHECK_FALSE(values.has("archive"));
    CHECK(values.text("token") == "credential:x_token");
    CHECK(values.list("queries") == list{"@us", "#us"});
    CHECK(values.text("mode") == "fast");
}

TEST_CASE("config fields: everything wrong is said at once, where it stands") {
    const auto problems = check(
                              "pages: ten\n"
                              "replies: yes\n"
                              "tokn: credential:x\n"
                              "timeout: 30\n"
                              "buffer: 64KB\n"
                              "api: api.example.com\n"
                              "archive: ./files\n"
                              "queries: one\n"
                              "mode: fst\n")
                              .problems;
    CHECK(
        problems ==
        lines{
            "a.yaml:1:1: 'handle' is missing, and the plugin demo needs it; add `handle: TEXT` "
            "(the account's name)",
            "a.yaml:1:1: 'token' is missing, and the plugin demo needs it; add `token: "
            "credential:NAME` (the access token)",
            "a.yaml:1:8: 'pages': 'ten' is not a whole number; write decimal digits only, without "
            "leading zeros",
            "a.yaml:2:10: 'replies': 'yes' is neither true nor false; write true or false",
            "a.yaml:3:1: unknown key 'tokn'; did you mean 'token'?",
            "a.yaml:4:10: 'timeout': '30' is not a duration; write a whole number and a unit, such "
            "as 250ms, 30s, 15m, 24h or 7d",
            "a.yaml:5:9: 'buffer': '64KB' is not a size; write a whole number and a unit, such as "
            "512B, 64KiB, 10MiB or 1GiB",
            "a.yaml:6:6: 'api': 'api.example.com' is not an absolute address; write http:// or "
            "https://, a host and a path",
            "a.yaml:7:10: 'archive': './files' is not an absolute path; write it from the root, "
            "beginning with /",
            "a.yaml:8:10: 'queries' expects a list, found a text; write `queries: [ONE, TWO]`",
            "a.yaml:9:7: 'mode': 'fst' is not one of its values; did you mean 'fast'?",
        });
}

TEST_CASE("config fields: a secret in the file is refused and never repeated") {
    for (const std::string secret : {"AAAA-BBBB-CCCC", "credential:", "credential:../etc/passwd",
                                     "file:relative", "Bearer hunter2", "credential:a b"}) {
        const auto problems = check_value(field_type::secret, "'" + secret + "'");
        REQUIRE(problems.size() == 1);
        CHECK(problems[0] ==
              "a.yaml:1:5: 'it': this takes the name of a secret, never the secret itself; write "
              "credential:NAME or file:/absolute/path, and change the secret if this was it");
    }
    CHECK(good(field_type::secret, "credential:x-token_2.old"));
    CHECK(good(field_type::secret, "file:/etc/earshot/token"));
}

TEST_CASE("config fields: an address with a password in it is refused and never repeated") {
    const auto problems = check_value(field_type::url, "https://me:hunter2@example.com/");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].find("hunter2") == std::string::npos);
    CHECK_THAT(problems[0], contains("with a user name or password in it"));
}

TEST_CASE("config fields: which addresses are absolute") {
    for (const char* url : {"https://a", "http://127.0.0.1:8080/x?y=z", "'http://[::1]:80/'",
                            "https://sub.example.com/a/b/c"})
        CHECK(good(field_type::url, url));
    for (const char* url : {"https://", "ftp://a", "HTTPS//a", "https:///path", "https://a:0",
                            "https://a:99999", "https://a:b", "'https://a b'", "https://[::1"})
        CHECK_FALSE(good(field_type::url, "'" + std::string(url) + "'"));
}

TEST_CASE("config fields: integers are decimal and whole") {
    for (const char* number : {"0", "-5", "9223372036854775807"})
        CHECK(good(field_type::integer, number));
    for (const char* number : {"0777", "1e3", "1.5", "0x10", "''", "+1", "1_000", "-", "--1"})
        CHECK_FALSE(good(field_type::integer, number));
    CHECK_THAT(check_value(field_type::integer, "9223372036854775808")[0],
               contains("is too large"));
}

TEST_CASE("config fields: a key without value, and values of another shape") {
    CHECK(check_value(field_type::text, "") ==
          lines{"a.yaml:1:1: 'it' has no value; write `it: TEXT` or remove the key"});
    CHECK(check_value(field_type::text, "[a]") ==
          lines{"a.yaml:1:5: 'it' expects one value, found a list; write `it: TEXT`"});
    CHECK(check_value(field_type::text_list, "[a, [b], {c: d}]") ==
          lines{"a.yaml:1:9: 'it' expects texts in its list, found a list; write `it: [ONE, TWO]`",
                "a.yaml:1:14: 'it' expects texts in its list, found a mapping; write `it: [ONE, "
                "TWO]`"});
    CHECK(check("handle: ''\ntoken: file:/a\n").problems ==
          lines{"a.yaml:1:9: 'handle' is empty; write a value"});
}

TEST_CASE("config fields: a long value is cut where it is quoted, between characters") {
    const auto problems = check_value(field_type::duration, std::string(59, 'x') + "üüüü");
    CHECK_THAT(problems.at(0), contains("'" + std::string(59, 'x') + "...' is not a duration"));
}

TEST_CASE("config fields: keys that others check are known, and not read") {
    constexpr std::string_view also[] = {"plugin", "poll_interval"};
    const auto good = check("handle: a\ntoken: file:/t\nplugin: [whatever]\n", table, also);
    CHECK(good.problems == lines{});
    CHECK_FALSE(good.values.has("plugin"));
    const auto bad = check("handle: a\ntoken: file:/t\npol_interval: 1s\n", table, also);
    CHECK(bad.problems == lines{"a.yaml:3:1: unknown key 'pol_interval'; did you mean "
                                "'poll_interval'?"});
}

TEST_CASE("config fields: a wrong default is the table's fault, and said so") {
    constexpr field broken[] = {
        {"wait", field_type::duration, presence::optional, "soon", nullptr, ""},
        {"names", field_type::text_list, presence::optional, "a, b", nullptr, ""}};
    const auto problems = check("{}", broken).problems;
    REQUIRE(problems.size() == 2);
    CHECK_THAT(problems[0], contains("the default of 'wait' is wrong"));
    CHECK_THAT(problems[1], contains("report this to whoever made the plugin demo"));
}

TEST_CASE("config values: sizes are written as they are read") {
    for (const char* text : {"0B", "512B", "64KiB", "10MiB", "3GiB", "1025B"})
        CHECK(format_size(parse_size(text).value()) == text);
    CHECK(parse_size("1024KiB").value() == 1 << 20);
    for (const char* text : {"10", "MiB", "-1B", "1.5MiB", "9223372036854775807KiB", "1 KiB"})
        CHECK_FALSE(parse_size(text));
}
