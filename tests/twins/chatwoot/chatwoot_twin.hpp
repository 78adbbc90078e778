// The fake Chatwoot: contacts and conversations of one API inbox, messages in pages of twenty,
// look-up by custom attribute, and a signed webhook that is called once.
#pragma once

#include "twins/desk_twin.hpp"

namespace earshot::twins::chatwoot {

struct chatwoot_options : desk_options {
    std::string inbox_identifier;
    bool keeps_attributes = true;  // of messages: releases that do not keep the source id alone
    bool takes_status = true;      // of messages: others answer 404
};

class chatwoot_twin final : public desk_twin {
public:
    chatwoot_twin(chatwoot_options options, const clock& time)
        : desk_twin(options, time), options_(std::move(options)) {}

    void agent_closes(int conversation) override { set_status(conversation, "resolved"); }

private:
    answer serve(const net::server_request& request, const json::object& asked) override;
    int write(int conversation, const std::string& content, bool hidden) override;
    json::object shown(const json::object& message) const override;
    std::string state_of(const json::object& conversation) const override;
    http_request prove(http_request call, std::int64_t id,
                       const std::string& secret) const override;
    bool calls_again(int, int) const override { return false; }

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

    chatwoot_options options_;
    std::vector<std::string> contacts_;
};

}  // namespace earshot::twins::chatwoot
