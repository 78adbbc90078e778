// Destination `kafka`: every message and notice as a CloudEvent in a topic.
#pragma once

#include <vector>

#include "earshot/plugin.hpp"
#include "earshot/stream.hpp"
#include "kafka/topic_log.hpp"

namespace earshot::kafka {

class kafka_sink final : public provides<sink, notices> {
public:
    static constexpr field fields[] = {
        {"brokers", field_type::text_list, presence::required, nullptr, nullptr,
         "HOST:PORT of one or more brokers; the others are learned from them."},
        {"topic", field_type::text, presence::required, nullptr, nullptr,
         "The topic that takes the events; whether it is created is the brokers' decision."},
        {"tls", field_type::boolean, presence::optional, "false", nullptr,
         "Whether to talk TLS to the brokers."},
        {"ca_file", field_type::path, presence::optional, "/etc/ssl/certs/ca-certificates.crt",
         nullptr, "Authorities that may have signed the brokers' certificates."},
        {"certificate", field_type::secret, presence::optional, nullptr, nullptr,
         "Our own certificate, where the brokers ask for one, in PEM."},
        {"certificate_key", field_type::secret, presence::optional, nullptr, nullptr,
         "The key of certificate, in PEM."},
        {"sasl", field_type::choice, presence::optional, "none",
         "none,plain,scram_sha_256,scram_sha_512",
         "How user and password are presented; plain needs tls."},
        {"user", field_type::text, presence::optional, nullptr, nullptr, "Who we are, for sasl."},
        {"password", field_type::secret, presence::optional, nullptr, nullptr,
         "The password of user."},
        {"compression", field_type::choice, presence::optional, "none", "none,gzip,snappy,lz4,zstd",
         "How batches are compressed."},
        {"source", field_type::text, presence::optional, nullptr, nullptr,
         "The events' source; /earshot/INSTANCE where it is not given."},
        {"type_prefix", field_type::text, presence::optional, "earshot", nullptr,
         "Begins the events' type: PREFIX.message.received.v1."},
        {"timeout", field_type::duration, presence::optional, "20s", nullptr,
         "How long the brokers may take to have an event, between 1s and 30s."},
    };

    explicit kafka_sink(host& services);

    // The thread does one call at a time; a second one is there when it has done the first.
    sink_capacity capacity() override { return {.batch = 256, .concurrency = 2}; }
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

private:
    topic_log log_;
    stream::writer writer_;
};

}  // namespace earshot::kafka
