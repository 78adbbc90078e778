// Destination `webhook`: every message and notice as a POST to one address. As a signed CloudEvent
// for a program, whose agents' answers come back through the route `replies`, signed with the same
// secret; or as a few lines for a team's chat.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/plugin.hpp"
#include "webhook/event_request.hpp"
#include "webhook/notification.hpp"

namespace earshot::webhook {

enum class body_format : std::uint8_t { structured, binary, slack, teams };

class webhook_sink final : public provides<sink, notices, webhooks> {
public:
    static constexpr field fields[] = {
        {"url", field_type::url, presence::required, nullptr, nullptr,
         "Where messages are posted to."},
        {"url_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "What follows url, where that is a secret, as in the addresses that Slack and Teams "
         "give."},
        {"secret", field_type::secret, presence::optional, nullptr, nullptr,
         "Signs requests, and checks those to the route replies: whsec_ and the base64 of 24 to 64 "
         "random bytes; needed for CloudEvents."},
        {"previous_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "Signs requests as well, while the receiver changes over to a new secret."},
        {"format", field_type::choice, presence::optional, "structured",
         "structured,binary,slack,teams",
         "CloudEvents with all in the body, or with attributes in headers; or notifications to a "
         "team, for an incoming webhook of Slack or a Workflows webhook of Teams."},
        {"source", field_type::text, presence::optional, nullptr, nullptr,
         "The events' source; /earshot/INSTANCE where it is not given."},
        {"type_prefix", field_type::text, presence::optional, "earshot", nullptr,
         "Begins the events' type: PREFIX.message.received.v1."},
        {"timeout", field_type::duration, presence::optional, "20s", nullptr,
         "How long the receiver may take to answer, between 100ms and 60s."},
        {"concurrency", field_type::integer, presence::optional, "16", nullptr,
         "Requests at a time, 1 to 256; a chat gets one."},
    };
    static constexpr const char* hosts[] = {"{url}"};

    explicit webhook_sink(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

private:
    struct parcel {
        std::string id;
        std::optional<event_request> content;  // nothing: there is nothing to send
    };
    struct access {
        std::string url;
        std::vector<std::string> keys;
    };

    template <class Item>
    std::vector<parcel> packed(const std::vector<Item>& items) const;
    template <class Item>
    std::optional<event_request> content_of(const Item& one, const std::string& id) const;
    std::optional<event_request> in_chat(const std::optional<notification>& what) const;

    bool chat() const { return format_ == body_format::slack || format_ == body_format::teams; }
    result<access> unlocked();
    result<std::string> address();
    result<std::vector<std::string>> keys();
    task<std::vector<result<receipt>>> post_all(std::vector<parcel> parcels);
    http_request request_for(parcel one, const access& with) const;
    task<result<receipt>> post(parcel one, access with);
    error unanswered(error why) const;
    void report(const result<receipt>& outcome);

    const std::string name_;
    const settings& settings_;
    http& http_;
    secrets& secrets_;
    const clock& clock_;
    log& log_;
    const text& text_;
    const body_format format_;
    const event_origin origin_;
    const std::string receiver_;
    bool gone_ = false;  // said already
};

}  // namespace earshot::webhook
