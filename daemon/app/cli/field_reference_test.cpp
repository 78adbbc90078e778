#include "app/cli/field_reference.hpp"

#include <boost/json.hpp>

#include "base/config_fields.hpp"
#include "catch.hpp"

using namespace earshot;
using namespace earshot::app::cli;
using earshot::tests::contains;

namespace {

constexpr field good[] = {
    {"handle", field_type::text, presence::required, nullptr, nullptr, "whom it listens to"},
    {"token", field_type::secret, presence::required, nullptr, nullptr, "for reading"},
    {"wait", field_type::duration, presence::optional, "30s", nullptr, "between two"},
    {"mode", field_type::choice, presence::optional, "fast", "fast, slow", "how"},
    {"url", field_type::url, presence::optional, nullptr, nullptr, "where"},
};

}  // namespace

TEST_CASE("field reference: a table with types, defaults and meanings") {
    CHECK(fields_text(good, {}) ==
          "KEY     TYPE               DEFAULT   MEANING\n"
          "handle  text               required  whom it listens to\n"
          "token   secret             required  for reading\n"
          "wait    duration           30s       between two\n"
          "mode    one of fast, slow  fast      how\n"
          "url     url                -         where\n");
    CHECK(fields_text({}, {}) == "it has no keys of its own\n");
}

TEST_CASE("field reference: the example passes its own check once the comments are gone") {
    std::string yaml = fields_example("demo", good);
    CHECK_THAT(yaml,
               contains("NAME:\n  plugin: demo\n  handle: TEXT\n  token: credential:token\n"));
    for (std::size_t at = yaml.find("# "); at != yaml.npos; at = yaml.find("# ")) yaml.erase(at, 2);
    base::config_problems problems;
    const auto root = base::parse_config("example", yaml, problems);
    REQUIRE(root.find("NAME"));
    constexpr std::string_view own[] = {"plugin"};
    base::check_fields(*root.find("NAME"), good, own, "demo", problems);
    CHECK(problems.lines() == std::vector<std::string>{});
}

TEST_CASE("field reference: as JSON") {
    const auto list = fields_json(good);
    CHECK(list.at(0).at("required") == true);
    CHECK(list.at(0).at("default").is_null());
    CHECK(list.at(2).at("default") == "30s");
    CHECK(list.at(3).at("choices").as_array().size() == 2);
    CHECK(list.at(3).at("type") == "choice");
}

TEST_CASE("field reference: a table that contradicts itself is found out") {
    constexpr field bad[] = {
        {"Handle", field_type::text, presence::optional, nullptr, nullptr, ""},
        {"plugin", field_type::text, presence::optional, nullptr, nullptr, ""},
        {"accounts", field_type::text_list, presence::optional, nullptr, nullptr, ""},
        {"wait", field_type::duration, presence::optional, "soon", nullptr, ""},
        {"mode", field_type::choice, presence::optional, nullptr, nullptr, ""},
        {"both", field_type::text, presence::required, "x", nullptr, ""},
        {"twice", field_type::text, presence::optional, nullptr, nullptr, ""},
        {"twice", field_type::text, presence::optional, nullptr, nullptr, ""},
    };
    const auto problems = table_problems(bad);
    REQUIRE(problems.size() == 7);
    CHECK_THAT(problems[0], contains("'Handle' is not written in snake_case"));
    CHECK_THAT(problems[1], contains("'plugin' is a key of the daemon's own"));
    CHECK_THAT(problems[2], contains("'accounts' is a key of the daemon's own"));
    CHECK_THAT(problems[3], contains("'wait' has a default that it refuses"));
    CHECK_THAT(problems[4], contains("'mode' is a choice without choices"));
    CHECK_THAT(problems[5], contains("'both' is required and has a default"));
    CHECK_THAT(problems[6], contains("'twice' is given twice"));
    CHECK(table_problems(good).empty());
}
