// Destination `nats`: every message and notice as a CloudEvent in a stream of JetStream.
#pragma once

#include <vector>

#include "earshot/plugin.hpp"
#include "earshot/stream.hpp"
#include "nats/jet_stream.hpp"

namespace earshot::nats {

class nats_sink final : public provides<sink, notices> {
public:
    static constexpr field fields[] = {
        {"servers", field_type::text_list, presence::required, nullptr, nullptr,
         "Addresses, nats://HOST:PORT or tls://HOST:PORT; the first that answers is used, and no "
         "other that it names."},
        {"stream", field_type::text, presence::required, nullptr, nullptr,
         "The stream that must take the events; it is not created."},
        {"subject", field_type::text, presence::optional, "earshot.{platform}.{account}", nullptr,
         "Where events are published; {event} stands for what happened, as message.received."},
        {"token", field_type::secret, presence::optional, nullptr, nullptr,
         "A token that the server asks for."},
        {"user", field_type::text, presence::optional, nullptr, nullptr,
         "Who we are, where the server asks for a user and a password."},
        {"password", field_type::secret, presence::optional, nullptr, nullptr,
         "The password of user."},
        {"credentials", field_type::secret, presence::optional, nullptr, nullptr,
         "The content of a .creds file, as nsc writes it."},
        {"ca_file", field_type::path, presence::optional, "/etc/ssl/certs/ca-certificates.crt",
         nullptr, "Authorities that may have signed the server's certificate."},
        {"certificate", field_type::secret, presence::optional, nullptr, nullptr,
         "Our own certificate, where the server asks for one, in PEM."},
        {"certificate_key", field_type::secret, presence::optional, nullptr, nullptr,
         "The key of certificate, in PEM."},
        {"source", field_type::text, presence::optional, nullptr, nullptr,
         "The events' source; /earshot/INSTANCE where it is not given."},
        {"type_prefix", field_type::text, presence::optional, "earshot", nullptr,
         "Begins the events' type: PREFIX.message.received.v1."},
        {"timeout", field_type::duration, presence::optional, "10s", nullptr,
         "How long the stream may take to acknowledge, at most 30s."},
    };

    explicit nats_sink(host& services);

    // The thread does one call at a time; a second one is there when it has done the first.
    sink_capacity capacity() override { return {.batch = 256, .concurrency = 2}; }
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

private:
    jet_stream stream_;
    stream::writer writer_;
};

}  // namespace earshot::nats
