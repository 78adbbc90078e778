#include "kafka/problem.hpp"

namespace earshot::kafka {

namespace {

constexpr duration pause_when_full{1'000};

std::string words(rd_kafka_resp_err_t code) { return rd_kafka_err2str(code); }

}  // namespace

error not_written(rd_kafka_resp_err_t why, rd_kafka_resp_err_t last, const std::string& topic) {
    const bool waited = why == RD_KAFKA_RESP_ERR__MSG_TIMED_OUT;
    const auto code = waited && last != RD_KAFKA_RESP_ERR_NO_ERROR ? last : why;
    const std::string tried = topic + ": ";
    switch (code) {
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
        case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
            return {error_kind::invalid, "kafka.too_large",
                    tried +
                        "larger than a message may be; raise max.message.bytes of the topic, "
                        "then send the dead letter again"};
        case RD_KAFKA_RESP_ERR__QUEUE_FULL:
            return error::throttled(pause_when_full, "kafka.full",
                                    tried + "too much waits for the brokers");
        case RD_KAFKA_RESP_ERR__AUTHENTICATION:
        case RD_KAFKA_RESP_ERR_SASL_AUTHENTICATION_FAILED:
            return {error_kind::unauthorized, "kafka.unauthorized",
                    tried + "the brokers do not know us: check sasl, user and password"};
        case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
        case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
            return {error_kind::unauthorized, "kafka.not_permitted",
                    tried +
                        "our user may not write there: give it Write on the topic, and "
                        "IdempotentWrite where brokers are older than 3.0"};
        case RD_KAFKA_RESP_ERR__SSL:
            return {error_kind::transient, "kafka.tls",
                    tried +
                        "TLS failed: check tls, ca_file, the names in the brokers' "
                        "certificates, and our own"};
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
            return {error_kind::transient, "kafka.no_topic",
                    tried + "there is no such topic; create it, or configure another"};
        case RD_KAFKA_RESP_ERR_INVALID_RECORD:
        case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
        case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
            return {error_kind::permanent, "kafka.refused", tried + words(code)};
        case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
        case RD_KAFKA_RESP_ERR__TRANSPORT:
        case RD_KAFKA_RESP_ERR__RESOLVE:
        case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
            return {error_kind::transient, "kafka.unreachable",
                    tried + words(code) +
                        "; are the brokers running, and reachable from here "
                        "under the names they give?"};
        default: return {error_kind::transient, "kafka.unavailable", tried + words(code)};
    }
}

}  // namespace earshot::kafka
