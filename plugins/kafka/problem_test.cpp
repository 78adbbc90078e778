#include "kafka/problem.hpp"

#include "catch.hpp"

namespace earshot::kafka {

TEST_CASE("kafka problem: by its code, with what to do") {
    struct expected {
        rd_kafka_resp_err_t why;
        error_kind kind;
        const char* code;
    };
    const auto [why, kind, code] = GENERATE(
        expected{RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, error_kind::invalid, "kafka.too_large"},
        expected{RD_KAFKA_RESP_ERR__QUEUE_FULL, error_kind::throttled, "kafka.full"},
        expected{RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED, error_kind::unauthorized,
                 "kafka.unauthorized"},
        expected{RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, error_kind::unauthorized,
                 "kafka.not_permitted"},
        expected{RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, error_kind::transient, "kafka.no_topic"},
        expected{RD_KAFKA_RESP_ERR_POLICY_VIOLATION, error_kind::permanent, "kafka.refused"},
        expected{RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, error_kind::transient, "kafka.unreachable"},
        expected{RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, error_kind::transient,
                 "kafka.unavailable"});
    const error made = not_written(why, RD_KAFKA_RESP_ERR_NO_ERROR, "care");
    CHECK(made.kind == kind);
    CHECK(made.code == code);
    CHECK(made.detail.starts_with("care: "));
}

TEST_CASE("kafka problem: a record that waited too long names what the client met meanwhile") {
    CHECK(not_written(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__AUTHENTICATION, "care")
              .code == "kafka.unauthorized");
    CHECK(not_written(RD_KAFKA_RESP_ERR__MSG_TIMED_OUT, RD_KAFKA_RESP_ERR__SSL, "care").code ==
          "kafka.tls");
    CHECK(not_written(RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR__SSL, "care").code ==
          "kafka.too_large");
}

}  // namespace earshot::kafka
