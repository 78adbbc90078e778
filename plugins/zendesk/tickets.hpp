// Zendesk as a helpdesk: a ticket for each case, kept under its external id, comments for what is
// said. A closed ticket cannot be changed: a follow-up ticket takes its place.
#pragma once

#include <map>

#include "earshot/helpdesk.hpp"
#include "zendesk/account.hpp"
#include "zendesk/api.hpp"

namespace earshot::zendesk {

class tickets final : public helpdesk::ticket_system {
public:
    // All outlive it.
    tickets(const account& at, api& calls);

    // Closed tickets are not found.
    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;

    // The keys of cases that these tickets say themselves, by ticket; a digest says none.
    task<result<std::map<std::string, std::string>>> cases_of(std::vector<std::string> ids);

private:
    struct known_tickets {
        std::string open;    // the oldest that can be changed
        std::string closed;  // the newest that cannot
    };
    struct state {
        std::string status;
        std::string updated;
        std::string platform;  // of the case in it
    };

    task<result<known_tickets>> known(std::string case_key);
    task<result<state>> look(helpdesk::ticket at);
    task<result<json::object>> comment_of(std::string platform, const helpdesk::note& entry);
    void describe(const helpdesk::ticket_draft& draft, json::object& into) const;
    helpdesk::ticket named(const std::string& id) const;

    const account& account_;
    api& api_;
};

}  // namespace earshot::zendesk
