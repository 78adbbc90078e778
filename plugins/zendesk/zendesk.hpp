// The plugin for Zendesk: a ticket for each case, agents' public comments back by webhook, with the
// export of ticket events as a safety net.
#pragma once

#include <map>
#include <set>

#include "earshot/helpdesk.hpp"
#include "earshot/plugin.hpp"
#include "zendesk/account.hpp"
#include "zendesk/api.hpp"
#include "zendesk/catch_up.hpp"
#include "zendesk/comment.hpp"
#include "zendesk/events.hpp"
#include "zendesk/hints.hpp"
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
    using case_keys = std::map<std::string, std::string>;  // by ticket: of others there is none

    task<result<case_keys>> cases_of(std::set<std::string> tickets);
    task<result<void>> read_ticket(std::string ticket, std::string case_key, timestamp floor,
                                   batch& into);
    task<result<void>> read_hint(std::string ticket, timestamp floor, batch& into);
    task<result<void>> read_hinted(position& at, batch& into);
    task<result<void>> read_export(position& at, batch& into);
    task<result<void>> search(timestamp since);
    result<position> position_in(const std::string& cursor);
    bool all_known() const { return !behind_ && search_.over() && told_.all_handed_over(); }
    task<result<void>> take(event_page page, timestamp floor, batch& into);

    const std::string name_;
    const account account_;
    const clock& clock_;
    text& text_;
    api api_;
    tickets tickets_;
    helpdesk::ticket_desk desk_;
    std::string own_agent_;    // as soon as it is known, for webhooks
    timestamp next_export_{};  // Zendesk allows ten a minute
    hint_box told_;
    catch_up search_;        // instead of the export, where there is none
    bool behind_ = true;     // there may be tickets that `told_` does not know
    std::string last_hint_;  // that was tried: each has its turn
};

}  // namespace earshot::zendesk
