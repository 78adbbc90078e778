#include "plugins/services/oauth_service.hpp"

#include "base/clock.hpp"
#include "base/wakeup.hpp"
#include "catch.hpp"
#include "earshot/signature.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"

using namespace earshot;
using namespace earshot::plugins;
using earshot::tests::contains;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

// A platform where a refresh token works once.
class token_endpoint final : public http {
public:
    explicit token_endpoint(const asio::any_io_executor& loop) : asked(loop), gate(loop) {}

    task<result<http_response>> send(http_request request) override {
        requests.push_back(std::move(request));
        asked.ring();
        if (gated) co_await gate.wait(1h);
        if (next) co_return *std::exchange(next, std::nullopt);
        co_return exchange(requests.back());
    }

    http_response exchange(const http_request& request) {
        if (!request.body.contains("refresh_token=" + valid + "&") &&
            !request.body.ends_with("refresh_token=" + valid))
            return answer(400, R"({"error":"invalid_request","error_description":"Value passed"})");
        valid = "refresh" + std::to_string(++issued);
        return answer(200, R"({"token_type":"bearer","expires_in":7200,"access_token":"access)" +
                               std::to_string(issued) + R"(","refresh_token":")" + valid + "\"}");
    }

    static http_response answer(int status, std::string body) {
        http_response made;
        made.status = status;
        made.body = std::move(body);
        return made;
    }

    std::vector<http_request> requests;
    std::optional<result<http_response>> next;
    std::string valid = "seed";
    int issued = 0;
    bool gated = false;
    base::wakeup asked;
    base::wakeup gate;
};

class memory_store final : public store {
public:
    task<result<std::optional<std::string>>> get(std::string key) override {
        const auto found = values.find(key);
        if (found == values.end()) co_return std::nullopt;
        co_return found->second;
    }

    task<result<void>> put(std::string key, std::string value) override {
        if (full) co_return fail(error_kind::transient, "state.disk_full", "no space left");
        values[key] = std::move(value);
        co_return result<void>();
    }

    std::map<std::string, std::string> values;
    bool full = false;
};

class given_secrets final : public secrets {
public:
    result<std::string> read(std::string_view field) override {
        const auto found = values.find(std::string(field));
        if (found == values.end())
            return fail(error_kind::permanent, "secret.not_set",
                        std::string(field) + " is not set");
        return found->second;
    }

    std::map<std::string, std::string> values{{"refresh_token", "seed"}, {"secret", "a b"}};
};

struct platform {
    explicit platform(const asio::any_io_executor& on) : loop(on), endpoint(on), tasks(on, log) {
        start();
    }

    void start() { service.emplace(loop, endpoint, secret_values, kept, time, log); }

    // Nothing stays in memory.
    task<void> restart() {
        co_await service->stop();
        start();
    }

    task<result<std::string>> token() { return service->access_token(client); }

    void ask() {
        auto one = [](platform& self) -> task<void> {
            self.tokens.push_back(co_await self.token());
        };
        tasks.spawn("caller", one(*this));
    }

    asio::any_io_executor loop;
    tests::recording_log log;
    token_endpoint endpoint;
    given_secrets secret_values;
    memory_store kept;
    base::manual_clock time;
    base::task_scope tasks;
    std::vector<result<std::string>> tokens;
    std::optional<oauth_service> service;
    oauth_client client{.token_url = "https://api.x.com/2/oauth2/token",
                        .client_id = "client:1",
                        .client_secret_field = "",
                        .refresh_token_field = "refresh_token"};
};

template <class Body>
void with_platform(Body body) {
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        platform at(loop);
        co_await body(at);
        co_await at.tasks.join();
        co_await at.service->stop();
        for (const std::string& line : at.log.events())
            for (const std::string secret : {"access1", "refresh1", "seed\"", "a b"})
                CHECK_THAT(line, !contains(secret));
        CHECK_FALSE(at.log.has("task.failed"));
    });
}

}  // namespace

TEST_CASE("oauth: a public client exchanges the operator's refresh token and names itself") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        REQUIRE(at.endpoint.requests.size() == 1);
        const http_request& request = at.endpoint.requests[0];
        CHECK(request.method == "POST");
        CHECK(request.url == at.client.token_url);
        CHECK(request.body == "grant_type=refresh_token&refresh_token=seed&client_id=client%3A1");
        for (const auto& [name, value] : request.headers) CHECK(name != "authorization");
        CHECK(at.log.has("oauth.refreshed"));
    });
}

TEST_CASE("oauth: a confidential client authenticates instead (RFC 6749 section 2.3.1)") {
    with_platform([](platform& at) -> task<void> {
        at.client.client_secret_field = "secret";
        CHECK(co_await at.token() == "access1");
        const http_request& request = at.endpoint.requests.at(0);
        const std::pair<std::string, std::string> basic("authorization",
                                                        "Basic " + to_base64("client%3A1:a%20b"));
        CHECK(std::ranges::find(request.headers, basic) != request.headers.end());
        CHECK_THAT(request.body, !contains("client_id"));
    });
}

TEST_CASE("oauth: a token is given out until a minute before its end, then the next one") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        at.time.advance(2h - 60s);
        CHECK(co_await at.token() == "access1");
        at.time.advance(1s);
        CHECK(co_await at.token() == "access2");
        CHECK(at.endpoint.requests.size() == 2);
    });
}

TEST_CASE("oauth: callers at the same time share one refresh") {
    with_platform([](platform& at) -> task<void> {
        at.endpoint.gated = true;
        for (int i = 0; i < 5; ++i) at.ask();
        co_await at.endpoint.asked.wait(1h);
        CHECK(at.tokens.empty());
        at.endpoint.gate.ring();
        co_await at.tasks.join();
        CHECK(at.endpoint.requests.size() == 1);
        REQUIRE(at.tokens.size() == 5);
        for (const result<std::string>& token : at.tokens) CHECK(token == "access1");
    });
}

TEST_CASE("oauth: a caller that gives up does not end the refresh, whose outcome is kept") {
    with_platform([](platform& at) -> task<void> {
        at.endpoint.gated = true;
        at.ask();
        co_await at.endpoint.asked.wait(1h);
        at.tasks.cancel();
        co_await at.tasks.join();
        REQUIRE(at.tokens.size() == 1);
        CHECK(at.tokens[0].error().kind == error_kind::cancelled);
        at.endpoint.gate.ring();
        co_await at.service->stop();
        CHECK_THAT(at.kept.values["oauth"], contains("refresh1"));
        CHECK(co_await at.token() == "access1");
        CHECK(at.endpoint.requests.size() == 1);
    });
}

TEST_CASE("oauth: after a restart the stored pair goes on, not the operator's first token") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        co_await at.restart();
        CHECK(co_await at.token() == "access1");
        CHECK(at.endpoint.requests.size() == 1);
        at.time.advance(3h);
        co_await at.restart();
        CHECK(co_await at.token() == "access2");
    });
}

TEST_CASE("oauth: the new pair is on disk before it is used") {
    with_platform([](platform& at) -> task<void> {
        at.kept.full = true;
        const auto unsaved = co_await at.token();
        REQUIRE_FALSE(unsaved.has_value());
        CHECK(unsaved.error().kind == error_kind::transient);
        CHECK(unsaved.error().code == "oauth.not_stored");
        CHECK_THAT(unsaved.error().detail, contains("no space left"));
        CHECK(at.log.has("oauth.not_stored"));
        at.kept.full = false;
        CHECK(co_await at.token() == "access1");  // the pair was not lost, nor fetched again
        CHECK(at.endpoint.requests.size() == 1);
        CHECK_THAT(at.kept.values["oauth"], contains("refresh1"));
    });
}

TEST_CASE("oauth: a refused refresh token alarms once and is not tried again") {
    with_platform([](platform& at) -> task<void> {
        at.endpoint.valid = "another";
        for (int i = 0; i < 3; ++i) {
            const auto refused = co_await at.token();
            REQUIRE_FALSE(refused.has_value());
            CHECK(refused.error().kind == error_kind::unauthorized);
            CHECK(refused.error().code == "oauth.refresh_refused");
            CHECK_THAT(refused.error().detail, contains("grant access again"));
        }
        CHECK(at.endpoint.requests.size() == 1);
        CHECK(at.log.has("oauth.refresh_refused", "400 invalid_request"));
    });
}

TEST_CASE("oauth: the operator's new refresh token replaces the stored pair, also a dead one") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        at.endpoint.valid = "granted-again";
        at.time.advance(3h);
        CHECK((co_await at.token()).error().code == "oauth.refresh_refused");
        at.secret_values.values["refresh_token"] = "granted-again";
        CHECK(co_await at.token() == "access2");
        CHECK(at.log.has("oauth.seed_replaced"));
        co_await at.restart();
        CHECK(co_await at.token() == "access2");
        CHECK(at.endpoint.requests.size() == 3);
    });
}

TEST_CASE("PAIN-3: a new grant counts at once, although the old token is still good") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        CHECK(co_await at.token() == "access1");
        CHECK(at.endpoint.requests.size() == 1);
        at.endpoint.valid = "granted-again";
        at.secret_values.values["refresh_token"] = "granted-again";
        CHECK(co_await at.token() == "access2");
        CHECK(co_await at.token() == "access2");
        CHECK(at.endpoint.requests.size() == 2);
    });
}

TEST_CASE("oauth: what a token is good for is known, also after a restart") {
    with_platform([](platform& at) -> task<void> {
        CHECK(at.service->scope().empty());
        at.endpoint.next = token_endpoint::answer(
            200, R"({"access_token":"a","refresh_token":"b","scope":"tweet.read users.read"})");
        CHECK(co_await at.token() == "a");
        CHECK(at.service->scope() == "tweet.read users.read");
        co_await at.restart();
        CHECK(co_await at.token() == "a");
        CHECK(at.service->scope() == "tweet.read users.read");
    });
}

TEST_CASE("oauth: a stored pair serves although the operator's file is gone") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        at.secret_values.values.clear();
        at.time.advance(3h);
        co_await at.restart();
        CHECK(co_await at.token() == "access2");
        at.kept.values.clear();
        co_await at.restart();
        CHECK((co_await at.token()).error().code == "secret.not_set");
    });
}

TEST_CASE("oauth: a network error is transient and costs the account nothing") {
    with_platform([](platform& at) -> task<void> {
        at.endpoint.next = fail(error_kind::transient, "http.timeout", "no answer within 20s");
        CHECK((co_await at.token()).error().code == "http.timeout");
        for (const int status : {500, 502, 503}) {
            at.endpoint.next = token_endpoint::answer(status, "<html>oops");
            const auto failed = co_await at.token();
            CHECK(failed.error().kind == error_kind::transient);
            CHECK(failed.error().code == "oauth.refresh_failed");
        }
        CHECK(co_await at.token() == "access1");
    });
}

TEST_CASE("oauth: a client that the platform does not accept is a permanent error") {
    with_platform([](platform& at) -> task<void> {
        at.endpoint.next = token_endpoint::answer(
            401, R"({"error":"unauthorized_client","error_description":"Missing valid header"})");
        const auto refused = co_await at.token();
        CHECK(refused.error().kind == error_kind::permanent);
        CHECK(refused.error().code == "oauth.client_refused");
        CHECK_THAT(refused.error().detail, contains("401 unauthorized_client"));
        CHECK(co_await at.token() == "access1");  // once the operator has put it right
    });
}

TEST_CASE("oauth: the endpoint's own rate limit is passed on") {
    with_platform([](platform& at) -> task<void> {
        http_response busy = token_endpoint::answer(429, "");
        busy.headers.emplace_back("retry-after", "30");
        at.endpoint.next = busy;
        const auto throttled = co_await at.token();
        CHECK(throttled.error().kind == error_kind::throttled);
        CHECK(throttled.error().retry_after == 30s);
    });
}

TEST_CASE("oauth: an answer that is no token pair is not taken for one") {
    with_platform([](platform& at) -> task<void> {
        for (const std::string body :
             {"", "[]", "{}", R"({"access_token":7})", "{\"access_token\""}) {
            at.endpoint.next = token_endpoint::answer(200, body);
            CHECK((co_await at.token()).error().code == "oauth.refresh_failed");
        }
        at.endpoint.next = token_endpoint::answer(200, R"({"access_token":"plain"})");
        CHECK(co_await at.token() == "plain");
        CHECK_THAT(at.kept.values["oauth"], contains("\"refresh_token\":\"seed\""));
        at.time.advance(1h - 59s);  // no lifetime said: an hour
        CHECK(co_await at.token() == "access1");
    });
}

TEST_CASE("oauth: a rejected token is refreshed once, however many report it") {
    with_platform([](platform& at) -> task<void> {
        CHECK(co_await at.token() == "access1");
        at.service->reject("access0");
        CHECK(co_await at.token() == "access1");
        at.service->reject("access1");
        CHECK(co_await at.token() == "access2");
        at.service->reject("access1");
        CHECK(co_await at.token() == "access2");
        CHECK(at.endpoint.requests.size() == 2);
    });
}

TEST_CASE("oauth: a stored pair that cannot be read is said so, and the operator's token is used") {
    with_platform([](platform& at) -> task<void> {
        at.kept.values["oauth"] = "{\"version\":9}";
        CHECK(co_await at.token() == "access1");
        CHECK(at.log.has("oauth.stored_pair_unreadable"));
    });
}
