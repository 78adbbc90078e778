#include "net/rate_budget.hpp"

#include "catch.hpp"
#include "earshot/http_date.hpp"

using namespace earshot;
using namespace std::chrono_literals;
using net::rate_budget;

namespace {

const timestamp now{std::chrono::seconds{1'772'351'341}};  // Sun, 01 Mar 2026 07:49:01 GMT

std::string epoch_seconds(timestamp when) {
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count());
}

http_response answer(int status, std::vector<std::pair<std::string, std::string>> headers) {
    http_response made;
    made.status = status;
    made.headers = std::move(headers);
    return made;
}

std::optional<duration> wait_after(const http_response& said, timestamp at = now) {
    rate_budget budget;
    budget.observe("mentions", said, now);
    return budget.wait_before("mentions", at);
}

}  // namespace

TEST_CASE("rate budget: nothing known, or something left, is no reason to wait") {
    CHECK_FALSE(rate_budget{}.wait_before("mentions", now));
    CHECK_FALSE(wait_after(answer(200, {{"x-rate-limit-limit", "180"},
                                        {"x-rate-limit-remaining", "1"},
                                        {"x-rate-limit-reset", epoch_seconds(now + 900s)}})));
}

TEST_CASE("PAIN-34: a limit used up is waited for until its reset, and no longer") {
    const http_response used_up = answer(
        200, {{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", epoch_seconds(now + 900s)}});
    CHECK(wait_after(used_up) == 900s);
    CHECK(wait_after(used_up, now + 899s) == 1s);
    CHECK_FALSE(wait_after(used_up, now + 900s));
}

TEST_CASE("PAIN-34: kinds of requests do not share a limit") {
    rate_budget budget;
    budget.observe("search",
                   answer(200, {{"x-rate-limit-remaining", "0"},
                                {"x-rate-limit-reset", epoch_seconds(now + 60s)}}),
                   now);
    CHECK(budget.wait_before("search", now) == 60s);
    CHECK_FALSE(budget.wait_before("mentions", now));
}

TEST_CASE("PAIN-34: the last tenth of a limit is kept for what cannot wait") {
    const auto left = [](const std::string& remaining, const std::string& limit) {
        rate_budget budget;
        budget.observe("m",
                       answer(200, {{"x-rate-limit-limit", limit},
                                    {"x-rate-limit-remaining", remaining},
                                    {"x-rate-limit-reset", epoch_seconds(now + 900s)}}),
                       now);
        CHECK_FALSE(budget.wait_before("m", now));
        return budget.wait_before("m", now, true);
    };
    CHECK_FALSE(left("31", "300"));
    CHECK(left("30", "300") == 900s);
    CHECK_FALSE(left("1", "9"));
    CHECK_FALSE(left("1", "many"));
}

TEST_CASE("rate budget: a 24-hour limit blocks although the short one has something left") {
    CHECK(wait_after(answer(429, {{"x-rate-limit-remaining", "74"},
                                  {"x-rate-limit-reset", epoch_seconds(now + 900s)},
                                  {"x-app-limit-24hour-remaining", "0"},
                                  {"x-app-limit-24hour-reset", epoch_seconds(now + 5h)},
                                  {"x-user-limit-24hour-remaining", "0"},
                                  {"x-user-limit-24hour-reset", epoch_seconds(now + 7h)}})) == 7h);
}

TEST_CASE("rate budget: a 429 that names no limit is left to the caller's backoff") {
    CHECK_FALSE(wait_after(answer(429, {})));
    CHECK_FALSE(wait_after(answer(429, {{"x-rate-limit-remaining", "3"},
                                        {"x-rate-limit-reset", epoch_seconds(now + 900s)}})));
}

TEST_CASE("rate budget: the next answer lifts what the last one said") {
    rate_budget budget;
    budget.observe("m",
                   answer(200, {{"x-rate-limit-remaining", "0"},
                                {"x-rate-limit-reset", epoch_seconds(now + 900s)}}),
                   now);
    budget.observe("m",
                   answer(200, {{"x-rate-limit-remaining", "180"},
                                {"x-rate-limit-reset", epoch_seconds(now + 900s)}}),
                   now);
    CHECK_FALSE(budget.wait_before("m", now));
}

TEST_CASE("rate budget: Retry-After counts on 429 and 503, in seconds or as a date") {
    CHECK(wait_after(answer(429, {{"retry-after", "17"}})) == 17s);
    CHECK(wait_after(answer(503, {{"retry-after", format_http_date(now + 90s)}})) == 90s);
    CHECK_FALSE(wait_after(answer(429, {{"retry-after", format_http_date(now - 90s)}})));
    CHECK_FALSE(wait_after(answer(200, {{"retry-after", "17"}})));
    CHECK_FALSE(wait_after(answer(429, {{"retry-after", "soon"}})));
}

TEST_CASE("rate budget: resets as seconds from now, as fractions and as dates") {
    CHECK(wait_after(answer(200, {{"ratelimit-remaining", "0"}, {"ratelimit-reset", "30"}})) ==
          30s);
    CHECK(wait_after(answer(200, {{"ratelimit-remaining", "0"},
                                  {"ratelimit-reset", epoch_seconds(now + 30s)}})) == 30s);
    CHECK(wait_after(answer(
              200, {{"x-ratelimit-remaining", "0.4"}, {"x-ratelimit-reset", "7.5"}})) == 7'500ms);
    CHECK(wait_after(answer(200, {{"x-ratelimit-remaining", "0"},
                                  {"x-ratelimit-reset", "2026-03-01T07:50:01.123456Z"}})) ==
          60'123ms);
}

TEST_CASE("rate budget: nonsense in the headers neither blocks nor overflows") {
    for (const std::string text :
         {"", "-1", "nan", "inf", "1e400", "abc", "12 34", "99999999999999"}) {
        CAPTURE(text);
        const auto wait = wait_after(answer(429, {{"x-rate-limit-remaining", "0"},
                                                  {"x-rate-limit-reset", text},
                                                  {"retry-after", text}}));
        CHECK((!wait || (*wait > 0s && *wait <= 24h)));
    }
    CHECK(wait_after(answer(429, {{"retry-after", "99999999999999"}})) == 24h);
}

TEST_CASE("rate budget: the number of labels is bounded, the one seen longest ago goes") {
    rate_budget budget(3);
    const auto used_up = answer(429, {{"retry-after", "600"}});
    for (int i = 0; i < 10; ++i)
        budget.observe("label " + std::to_string(i), used_up, now + std::chrono::seconds(i));
    CHECK(budget.labels() == 3);
    CHECK(budget.wait_before("label 9", now + 9s) == 600s);
    CHECK_FALSE(budget.wait_before("label 0", now + 9s));
}
