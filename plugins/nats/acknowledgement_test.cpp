#include "nats/acknowledgement.hpp"

#include "catch.hpp"

namespace earshot::nats {

namespace {

std::string refusal(int code, int err_code) {
    return R"({"type":"io.nats.jetstream.api.v1.pub_ack_response","error":{"code":)" +
           std::to_string(code) + R"(,"err_code":)" + std::to_string(err_code) +
           R"(,"description":"no way"},"stream":"","seq":0})";
}

}  // namespace

TEST_CASE("nats acknowledgement: stream and sequence are the receipt, duplicate or not") {
    CHECK(read_acknowledgement(R"({"stream":"EARSHOT","seq":7})")->id == "EARSHOT:7");
    CHECK(
        read_acknowledgement(R"({"stream":"EARSHOT","seq":7,"domain":"","duplicate":true})")->id ==
        "EARSHOT:7");
}

TEST_CASE("nats acknowledgement: a refusal is an error by its code, with the server's words") {
    struct expected {
        int code;
        int err_code;
        error_kind kind;
        const char* name;
    };
    const auto [code, err_code, kind, name] =
        GENERATE(expected{400, 10054, error_kind::invalid, "nats.too_large"},
                 expected{400, 10060, error_kind::transient, "nats.wrong_stream"},
                 expected{503, 10077, error_kind::throttled, "nats.full"},
                 expected{503, 10008, error_kind::transient, "nats.unavailable"},
                 expected{400, 10071, error_kind::permanent, "nats.refused"});
    const auto outcome = read_acknowledgement(refusal(code, err_code));
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == kind);
    CHECK(outcome.error().code == name);
    CHECK(outcome.error().detail.contains("no way"));
}

TEST_CASE("nats acknowledgement: what is no answer of a stream is no receipt") {
    for (const char* text :
         {"", "OK", "[]", "{}", R"({"stream":"","seq":1})", R"({"stream":"S","seq":0})",
          R"({"stream":"S","seq":"1"})", R"({"stream":1,"seq":1})", R"({"error":"text"})"})
        CHECK(read_acknowledgement(text).error().code == "nats.answer");
    CHECK_FALSE(read_acknowledgement(std::string(1 << 20, '[')));
}

TEST_CASE("nats acknowledgement: the window in which repetitions are known") {
    CHECK(duplicate_window(R"({"config":{"duplicate_window":120000000000}})") ==
          std::chrono::minutes{2});
    for (const char* text : {"", "{}", R"({"config":{}})", R"({"config":{"duplicate_window":0}})"})
        CHECK_FALSE(duplicate_window(text));
}

}  // namespace earshot::nats
