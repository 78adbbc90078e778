// The plugin for Freshdesk: a ticket for each case, agents' replies and public notes back by
// polling, and sooner where an automation says which ticket to look at.
#pragma once

#include <set>

#include "earshot/helpdesk.hpp"
#include "earshot/plugin.hpp"
#include "freshdesk/account.hpp"
#include "freshdesk/api.hpp"
#include "freshdesk/conversation.hpp"
#include "freshdesk/position.hpp"
#include "freshdesk/tickets.hpp"

namespace earshot::freshdesk {

class freshdesk final : public provides<sink, notices, webhooks, polling, credentials> {
public:
    static constexpr const auto& fields = account_fields;
    static constexpr const char* hosts[] = {"{url}"};

    // Throws std::invalid_argument for settings that cannot work.
    explicit freshdesk(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<poll_result>> poll(poll_request request) override;

    task<result<credential_status>> examine() override;

private:
    task<result<void>> read_ticket(std::string ticket, std::string case_key, timestamp floor,
                                   batch& into);
    task<result<void>> read_hinted(batch& into);
    task<result<position>> read_changed(position at, batch& into, bool& more);

    const std::string name_;
    const account account_;
    const clock& clock_;
    text& text_;
    api api_;
    tickets tickets_;
    helpdesk::ticket_desk desk_;
    std::set<std::string> hinted_;  // tickets that an automation named; the list has them too
};

}  // namespace earshot::freshdesk
