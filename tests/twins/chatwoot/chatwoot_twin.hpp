// The fake Chatwoot: contacts and conversations of one API inbox, messages in pages of twenty,
// look-up by custom attribute, and a signed webhook that is called once. Its agents act by calls of
// the class. Knows the faults of faults.hpp.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "earshot/service/clock.hpp"
#include "twins/faults.hpp"
#include "twins/twin.hpp"

namespace earshot::twins::chatwoot {

namespace json = boost::json;

struct chatwoot_options {
    std::string token;
    std::string inbox_identifier;
    std::string webhook_secret;
    std::string hooks_to;          // empty: no webhook
    bool keeps_attributes = true;  // of messages: releases that do not keep the source id alone
    bool takes_status = true;      // of messages: others answer 404
};

class chatwoot_twin final : public twin {
public:
    chatwoot_twin(chatwoot_options options, const clock& time)
        : options_(std::move(options)), clock_(time) {}

    answer handle(const net::server_request& request) override;
    answer resume(std::int64_t id, const std::optional<http_response>& outcome) override;
    std::vector<outgoing> take_outgoing() override;
    void delivered(std::int64_t, int) override {}
    std::vector<std::string> take_events() override { return {}; }

    // What people do there. The message's number.
    int agent_writes(int conversation, const std::string& content, bool hidden = false);
    void agent_resolves(int conversation);

    const std::map<int, json::object>& conversations() const { return conversations_; }
    std::vector<json::object> messages_of(int conversation) const;
    faults& broken() { return broken_; }

private:
    answer serve(const net::server_request& request, const json::object& asked);
    answer in_conversation(const net::server_request& request, int id, std::string_view what,
                           const json::object& asked);
    answer add_contact(const json::object& asked);
    answer create(const json::object& asked);
    answer filter(const json::object& asked) const;
    answer list(int page) const;
    answer list_messages(int conversation, int before) const;
    answer mark(int message, const json::object& asked);
    json::object& file(int conversation, const json::object& asked, json::value sender);
    void set_status(int conversation, const char* status);
    void call_back(json::object event);

    chatwoot_options options_;
    const clock& clock_;
    faults broken_;
    std::vector<std::string> contacts_;
    std::map<int, json::object> conversations_;
    std::vector<json::object> messages_;
    std::vector<outgoing> calls_;
};

}  // namespace earshot::twins::chatwoot
