// The plugin for Zendesk: a ticket for each case, agents' public comments back by webhook, with the
// export of ticket events as a safety net.
#pragma once

#include <set>

#include "earshot/helpdesk.hpp"
#include "earshot/plugin.hpp"
#include "zendesk/account.hpp"
#include "zendesk/api.hpp"
#include "zendesk/comment.hpp"
#include "zendesk/events.hpp"
#include "zendesk/tickets.hpp"

namespace earshot::zendesk {

class zendesk final : public provides<sink, notices, webhooks, polling, credentials> {
public:
    static constexpr const auto& fields = account_fields;
    static constexpr const char* hosts[] = {"{url}"};

    // Throws std::invalid_argument for settings that cannot work.
    explicit zendesk(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<poll_result>> poll(poll_request request) override;

    task<result<credential_status>> examine() override;

private:
    task<result<void>> read_ticket(std::string ticket, timestamp floor, batch& into);
    task<result<void>> read_hinted(batch& into);
    task<result<std::string>> read_export(std::string cursor, batch& into);
    task<result<void>> take(event_page page, timestamp floor, batch& into);

    const std::string name_;
    const account account_;
    const clock& clock_;
    text& text_;
    api api_;
    tickets tickets_;
    helpdesk::ticket_desk desk_;
    std::string own_agent_;         // as soon as it is known, for webhooks
    std::set<std::string> hinted_;  // tickets that a webhook named; the export knows them too
    timestamp next_export_{};       // Zendesk allows ten a minute
};

}  // namespace earshot::zendesk
