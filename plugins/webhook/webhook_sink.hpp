// Destination `webhook`: every message as a signed POST to one address, and agents' answers back
// through the route `replies`, signed with the same secret.
#pragma once

#include <string>
#include <vector>

#include "earshot/plugin.hpp"
#include "webhook/cloud_event.hpp"

namespace earshot::webhook {

class webhook_sink final : public provides<sink, webhooks> {
public:
    static constexpr field fields[] = {
        {"url", field_type::url, presence::required, nullptr, nullptr,
         "Where messages are posted to."},
        {"secret", field_type::secret, presence::required, nullptr, nullptr,
         "Signs requests, and checks those to the route replies: whsec_ and the base64 of 24 to 64 "
         "random bytes."},
        {"previous_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "Signs requests as well, while the receiver changes over to a new secret."},
        {"format", field_type::choice, presence::optional, "structured", "structured,binary",
         "CloudEvents content mode: all in the body, or attributes in headers."},
        {"source", field_type::text, presence::optional, nullptr, nullptr,
         "The events' source; /earshot/INSTANCE where it is not given."},
        {"type_prefix", field_type::text, presence::optional, "earshot", nullptr,
         "Begins the events' type: PREFIX.message.received.v1."},
        {"timeout", field_type::duration, presence::optional, "20s", nullptr,
         "How long the receiver may take to answer."},
        {"concurrency", field_type::integer, presence::optional, "16", nullptr,
         "Requests at a time."},
    };
    static constexpr const char* hosts[] = {"{url}"};

    explicit webhook_sink(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;

    std::vector<webhook_route> routes() override;
    result<webhook_answer> challenge(const webhook_request& request) override;
    result<batch> accept(const webhook_request& request) override;

private:
    result<std::vector<std::string>> keys();
    http_request request_for(const sink_item& one, const std::string& id,
                             const std::vector<std::string>& keys) const;
    task<result<receipt>> post(sink_item one, std::vector<std::string> keys);
    void report(const result<receipt>& outcome);

    const std::string name_;
    const settings& settings_;
    http& http_;
    secrets& secrets_;
    const clock& clock_;
    log& log_;
    const event_format format_;
    const event_origin origin_;
    const std::string receiver_;
    bool gone_ = false;  // said already
};

}  // namespace earshot::webhook
