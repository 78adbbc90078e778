#include "earshot/http_date.hpp"

#include "catch.hpp"
#include "random_values.hpp"

using namespace earshot;
using namespace std::chrono_literals;

TEST_CASE("HTTP dates: the example of RFC 9110 is read and written") {
    const timestamp when{784'111'777s};
    CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == when);
    CHECK(format_http_date(when) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(format_http_date(when + 999ms) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(parse_http_date("Fri, 30 Jun 2028 23:59:60 GMT") ==
          parse_http_date("Sat, 01 Jul 2028 00:00:00 GMT"));
}

TEST_CASE("HTTP dates: every second is written and read back") {
    tests::random_values random(7);
    for (int i = 0; i < 20'000; ++i) {
        const auto when = std::chrono::floor<std::chrono::seconds>(random.time());
        if (when < std::chrono::sys_days{std::chrono::year{1} / 1 / 1}) continue;
        INFO(format_http_date(when));
        REQUIRE(parse_http_date(format_http_date(when)) == when);
    }
}

TEST_CASE("HTTP dates: what RFC 9110 does not write, or no longer writes, is none") {
    for (const char* bad : {"", "soon", "Sun, 30 Feb 2026 07:49:01 GMT",
                            "Sun, 01 Mar 2026 24:00:00 GMT", "Sun, 01 Mar 2026 07:60:00 GMT",
                            "Sun, 01 Mar 2026 07:49:61 GMT", "Sun, 01 Xyz 2026 07:49:01 GMT",
                            "Sun, 01 Mar 2026 07:49:01 CET", "Sun, -1 Mar 2026 07:49:01 GMT",
                            "Sun, 01 Mar 0000 07:49:01 GMT", "Sun, 1 Mar 2026 07:49:01 GMT",
                            "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
        INFO(bad);
        CHECK_FALSE(parse_http_date(bad));
    }
}
