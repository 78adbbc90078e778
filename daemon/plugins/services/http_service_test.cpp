#include "plugins/services/http_service.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
#include "earshot/http_date.hpp"
#include "run_task.hpp"

using namespace earshot;
using earshot::tests::contains;
using namespace std::chrono_literals;

namespace {

// Answers every allowed request with what the test wants.
class answering_client final : public net::http_client {
public:
    task<result<http_response>> send(http_request request, net::egress_rules rules) override {
        if (auto allowed = rules.check(request.url); !allowed)
            co_return std::unexpected(allowed.error());
        ++sent;
        co_return answer;
    }
    void close() override {}

    http_response answer;
    int sent = 0;
};

struct http_fixture {
    result<http_response> ask(const std::string& label,
                              const std::string& url = "https://api.x.com/2/tweets") {
        return tests::run(service.send(http_request("GET", url).budget(label)));
    }

    answering_client client;
    base::manual_clock time;
    net::rate_budget shared;
    plugins::http_service service{client, net::egress_rules{{"https://api.x.com"}}, time, shared};
};

// Two accounts at one platform, which answers both.
struct two_accounts {
    http_request counted(const std::string& for_whom) {
        return http_request("GET", "https://api.x.com/2/tweets")
            .budget("all")
            .counted_for(for_whom);
    }

    http_request posting(const std::string& application) {
        return http_request("POST", "https://api.x.com/2/tweets")
            .budget("post")
            .from_application(application);
    }

    void says(int remaining, const std::string& limit = "x-rate-limit") {
        client.answer.headers = {{limit + "-limit", "100"},
                                 {limit + "-remaining", std::to_string(remaining)},
                                 {limit + "-reset", "900"}};
    }

    answering_client client;
    base::manual_clock time;
    net::rate_budget shared;
    net::egress_rules rules{{"https://api.x.com", "https://other.example"}};
    plugins::http_service klm{client, rules, time, shared};
    plugins::http_service transavia{client, rules, time, shared};
};

}  // namespace

TEST_CASE_METHOD(http_fixture,
                 "http service: a used up budget is refused without a call until its reset") {
    client.answer.status = 429;
    client.answer.headers = {{"retry-after", "90"}};
    CHECK(ask("mentions")->status == 429);
    const auto refused = ask("mentions");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().kind == error_kind::throttled);
    CHECK(refused.error().code == "http.budget");
    CHECK(refused.error().retry_after == 90s);
    CHECK_THAT(refused.error().detail, contains("'mentions' is used up until 2026-"));
    CHECK(client.sent == 1);
    time.advance(90s);
    CHECK(ask("mentions").has_value());
}

TEST_CASE_METHOD(http_fixture,
                 "http service: other labels, and requests without one, are not held back") {
    client.answer.status = 429;
    client.answer.headers = {{"retry-after", "90"}};
    CHECK(ask("mentions").has_value());
    CHECK(ask("search").has_value());
    CHECK(ask("").has_value());
    CHECK(ask("").has_value());
    CHECK(client.sent == 4);
}

TEST_CASE_METHOD(two_accounts,
                 "PAIN-34: what one account met, the others of its application do not run into") {
    client.answer.status = 429;
    client.answer.headers = {{"retry-after", "90"}};
    CHECK(tests::run(klm.send(counted("app")))->status == 429);
    const auto refused = tests::run(transavia.send(counted("app")));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "http.budget");
    CHECK(refused.error().retry_after == 90s);
    CHECK(client.sent == 1);
    time.advance(90s);
    CHECK(tests::run(transavia.send(counted("app"))).has_value());
}

TEST_CASE_METHOD(two_accounts,
                 "PAIN-34: an account that polls much leaves the rest of a limit to answers") {
    int polled = 0;
    for (int left = 99; left >= 0; --left) {
        says(left);
        if (!tests::run(klm.send(counted("app").can_wait()))) break;
        ++polled;
    }
    CHECK(polled == 90);
    says(9);
    CHECK(tests::run(transavia.send(counted("app"))).has_value());
    says(0);
    CHECK(tests::run(transavia.send(counted("app"))).has_value());
    CHECK(tests::run(transavia.send(counted("app"))).error().retry_after == 900s);
    time.advance(900s);
    CHECK(tests::run(klm.send(counted("app").can_wait())).has_value());
}

TEST_CASE_METHOD(two_accounts,
                 "PAIN-34: a limit of the application stops all its accounts, one's own only one") {
    says(0, "x-app-limit-24hour");
    CHECK(tests::run(klm.send(posting("app"))).has_value());
    CHECK_FALSE(tests::run(klm.send(posting("app"))).has_value());
    CHECK(tests::run(transavia.send(posting("app"))).error().retry_after == 900s);
    CHECK(tests::run(transavia.send(posting("another"))).has_value());
    time.advance(900s);
    says(0);
    CHECK(tests::run(klm.send(posting("app"))).has_value());
    CHECK_FALSE(tests::run(klm.send(posting("app"))).has_value());
    CHECK(tests::run(transavia.send(posting("app"))).has_value());
}

TEST_CASE_METHOD(two_accounts, "PAIN-34: another application or host has a limit of its own") {
    client.answer.status = 429;
    client.answer.headers = {{"retry-after", "90"}};
    CHECK(tests::run(klm.send(counted("app"))).has_value());
    CHECK(tests::run(transavia.send(counted("another"))).has_value());
    http_request elsewhere = http_request("GET", "https://other.example/").budget("all");
    CHECK(tests::run(transavia.send(elsewhere.counted_for("app"))).has_value());
    CHECK(client.sent == 3);
}

TEST_CASE_METHOD(two_accounts, "http service: the clock of the first host is its platform's") {
    const auto ask = [&](const char* url, duration slow) {
        client.answer.headers = {{"date", format_http_date(time.now() - slow)}};
        CHECK(tests::run(klm.send(http_request("GET", url))).has_value());
        return klm.its_clock().behind();
    };
    CHECK(ask("https://other.example/", 5min) == 0s);
    CHECK(std::chrono::abs(ask("https://api.x.com/", 3min) - 3min) <= 1s);
    CHECK(std::chrono::abs(ask("https://other.example/", 0min) - 3min) <= 1s);
}

TEST_CASE_METHOD(http_fixture, "http service: only the instance's own hosts") {
    CHECK(ask("", "https://evil.example/").error().code == "http.not_allowed");
    CHECK(client.sent == 0);
}
