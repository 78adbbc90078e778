// Chatwoot as a helpdesk: a conversation in an API inbox for each case, messages for what is said.
#pragma once

#include "chatwoot/server.hpp"
#include "chatwoot/site.hpp"
#include "earshot/helpdesk.hpp"

namespace earshot::chatwoot {

class conversations final : public helpdesk::ticket_system {
public:
    // All outlive it.
    conversations(host& services, const site& at, server& api);

    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;

private:
    helpdesk::ticket named(const std::string& id) const;
    json::object opening(const helpdesk::ticket_draft& draft, const object_view& contact) const;
    task<result<void>> wake(helpdesk::ticket to);
    task<void> adorn(std::string id, helpdesk::ticket_draft draft);
    task<void> try_to(std::string what, std::string id, json::object body);

    const site& site_;
    server& server_;
    log& log_;
};

// The case key in a conversation's own attribute.
std::string case_key_of(const object_view& conversation, const site& at);

// What is listed in an answer, in whichever envelope.
const json::array& payload_of(const json::value& body);

// The twenty messages before one; empty: the newest.
std::string messages_path(const std::string& conversation, const std::string& before);

// Whether a message bears a key of ours, in either of the places where we write it.
bool is_ours(const object_view& message);

}  // namespace earshot::chatwoot
