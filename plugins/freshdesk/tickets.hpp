// Freshdesk as a helpdesk: a ticket for each case, kept under a custom field, customers' words as
// incoming notes. Its search learns of new tickets late, see `search_delay`.
#pragma once

#include "earshot/helpdesk.hpp"
#include "freshdesk/account.hpp"
#include "freshdesk/api.hpp"

namespace earshot::freshdesk {

// A case key as it stands in the field: itself, where it fits there and into a search.
std::string key_in_field(std::string_view case_key);

class tickets final : public helpdesk::ticket_system {
public:
    // All outlive it.
    tickets(host& services, const account& at, api& calls);

    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;
    duration search_delay() const override { return account_.search_delay; }

private:
    json::object new_ticket(const helpdesk::ticket_draft& draft) const;
    task<result<json::value>> look(helpdesk::ticket at);
    helpdesk::ticket named(const std::string& id) const;

    const account& account_;
    api& api_;
    log& log_;
};

}  // namespace earshot::freshdesk
