#include "earshot/settings_check.hpp"

#include "catch.hpp"

using namespace earshot;
using namespace std::chrono_literals;

namespace {

const settings given({{"keep", std::int64_t{0}},
                      {"group", std::int64_t{-1}},
                      {"pause", duration{90s}},
                      {"user", std::string("klm")}});

std::vector<std::string> refused(const settings_check& check) {
    std::vector<std::string> out;
    try {
        check.finish();
    } catch (const bad_settings& why) {
        for (const settings_problem& one : why.problems())
            out.push_back(one.field + ": " + one.text);
    }
    return out;
}

}  // namespace

TEST_CASE("settings check: what is right is read, and nothing is thrown") {
    settings_check check(given);
    CHECK(check.number("keep", 0, 9) == 0);
    CHECK(check.span("pause", 1s, 2min) == 90s);
    check.together("user", "keep");
    check.together("password", "token");
    CHECK_NOTHROW(check.finish());
}

TEST_CASE("settings check: all that is wrong is said, each by its field") {
    settings_check check(given);
    CHECK(check.number("keep", 1, 9'999) == 1);
    CHECK(check.natural("group") == 0);
    CHECK(check.span("pause", 1s, 30s) == 1s);
    check.together("user", "password");
    check.together("token", "user");
    check.refuse("user", "is 'klm'; write another");
    CHECK(refused(check) ==
          std::vector<std::string>{
              "keep: 'keep' must lie between 1 and 9999; write a number in between",
              "group: 'group' must not be negative; write 0 or more",
              "pause: 'pause' must lie between 1s and 30s; write a duration in between",
              "user: 'user' needs password; add it, or remove this one",
              "user: 'user' needs token; add it, or remove this one",
              "user: 'user' is 'klm'; write another"});
}

TEST_CASE("settings check: what was not given is not judged") {
    settings_check check(given);
    CHECK(check.number("pages", 1, 5) == 1);
    CHECK(check.natural("brand") == 0);
    CHECK(check.span("timeout", 1s, 2s) == 1s);
    CHECK_NOTHROW(check.finish());
}

TEST_CASE("settings check: it is an exception like any other, for hosts that know no more") {
    settings_check check(given);
    check.refuse("keep", "is too little");
    check.refuse("user", "is not one");
    CHECK_THROWS_AS(check.finish(), std::invalid_argument);
    CHECK_THROWS_WITH(check.finish(), "'keep' is too little. 'user' is not one");
}
