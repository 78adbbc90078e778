#include "plugins/services/http_service.hpp"

#include "base/clock.hpp"
#include "catch.hpp"
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
    plugins::http_service service{client, net::egress_rules{{"https://api.x.com"}}, time};
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

TEST_CASE_METHOD(http_fixture, "http service: only the instance's own hosts") {
    CHECK(ask("", "https://evil.example/").error().code == "http.not_allowed");
    CHECK(client.sent == 0);
}
