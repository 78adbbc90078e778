#include "webhook/answer.hpp"

#include "catch.hpp"

namespace earshot::webhook {

namespace {

const timestamp now = *parse_rfc3339("2026-03-01T12:00:00Z");

http_response answered(int status, std::string body = {}) {
    http_response out;
    out.status = status;
    out.body = std::move(body);
    return out;
}

result<receipt> read(const http_response& from) {
    return read_answer(from, "k-1", "https://hooks.example.org", now);
}

error failure(int status) {
    const auto outcome = read(answered(status));
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().detail.contains("https://hooks.example.org answered " +
                                          std::to_string(status)));
    return outcome.error();
}

}  // namespace

TEST_CASE("webhook answer: any 2xx is a receipt, with the receiver's own id where it gave one") {
    CHECK(read(answered(204))->id == "k-1");
    CHECK(read(answered(200, R"({"id":"T-7","url":"https://desk.example.org/T-7"})"))->id == "T-7");
    CHECK(read(answered(200, R"({"url":"https://desk.example.org/T-7"})"))->url ==
          "https://desk.example.org/T-7");
    CHECK(read(answered(202, R"({"id":42})"))->id == "42");
    http_response created = answered(201);
    created.headers.emplace_back("location", "https://desk.example.org/8");
    CHECK(read(created)->url == "https://desk.example.org/8");
}

TEST_CASE("webhook answer: a strange body of a 2xx does no harm") {
    for (const std::string& body :
         {std::string("ok"), std::string("{"), std::string("[1]"), std::string("{\"id\":{}}"),
          std::string("{\"id\":\"\"}"), "{\"id\":\"" + std::string(600, 'x') + "\"}",
          "{" + std::string(100'000, ' ') + "\"id\":\"x\"}"})
        CHECK(read(answered(200, body))->id == "k-1");
}

TEST_CASE("webhook answer: what may work later is not given up") {
    for (const int status : {408, 425, 500, 502, 503, 504, 599}) {
        CHECK(failure(status).kind == error_kind::transient);
        CHECK(failure(status).code == "webhook.unavailable");
    }
    CHECK(failure(429).kind == error_kind::throttled);
    CHECK(failure(401).kind == error_kind::unauthorized);
}

TEST_CASE("webhook answer: a redirect is a wrong address, and nothing is given up for it") {
    for (const int status : {301, 307}) {
        CHECK(failure(status).kind == error_kind::transient);
        CHECK(failure(status).code == "webhook.redirect");
    }
}

TEST_CASE("webhook answer: what can never work is") {
    CHECK(failure(410).code == "webhook.gone");
    CHECK(failure(410).kind == error_kind::permanent);
    CHECK(failure(413).kind == error_kind::invalid);
    for (const int status : {400, 403, 404, 405, 415, 422}) {
        CHECK(failure(status).kind == error_kind::permanent);
        CHECK(failure(status).code == "webhook.refused");
    }
}

TEST_CASE("webhook answer: Retry-After is kept to, in both forms") {
    CHECK(retry_after("120", now) == std::chrono::seconds{120});
    CHECK(retry_after("0", now) == duration{0});
    CHECK(retry_after("Sun, 01 Mar 2026 12:01:30 GMT", now) == std::chrono::seconds{90});
    CHECK(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == duration{0});
    CHECK(retry_after("2147483647", now) == std::chrono::days{1});
    CHECK(retry_after("Sun, 01 Mar 2999 12:00:00 GMT", now) == std::chrono::days{1});
    for (const char* bad : {"", "-5", "soon", "1.5", "99999999999", "Sun, 32 Mar 2026 12:00:00 GMT",
                            "Sun, 01 Foo 2026 12:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 CET"})
        CHECK_FALSE(retry_after(bad, now));
}

TEST_CASE("webhook answer: Retry-After counts where waiting helps") {
    http_response busy = answered(503);
    busy.headers.emplace_back("retry-after", "7");
    CHECK(read(busy).error().kind == error_kind::throttled);
    CHECK(read(busy).error().retry_after == std::chrono::seconds{7});
    busy.status = 404;
    CHECK(read(busy).error().kind == error_kind::permanent);
}

TEST_CASE("webhook answer: errors name the receiver without what may be secret in its address") {
    CHECK(origin_of("https://hooks.example.org/T0/B0/secret?token=x") ==
          "https://hooks.example.org");
    CHECK(origin_of("https://user:pass@hooks.example.org:8443") ==
          "https://hooks.example.org:8443");
    CHECK(origin_of("https://hooks.example.org/@x") == "https://hooks.example.org");
    CHECK(origin_of("nonsense") == "the receiver");
}

}  // namespace earshot::webhook
