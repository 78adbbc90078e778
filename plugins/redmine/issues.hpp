// Redmine as a helpdesk: an issue for each case, notes for what is said.
#pragma once

#include "earshot/helpdesk.hpp"
#include "redmine/server.hpp"
#include "redmine/site.hpp"

namespace earshot::redmine {

class issues final : public helpdesk::ticket_system {
public:
    // All outlive it.
    issues(host& services, const site& at, server& api);

    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;

private:
    // An entry and the issue around it, as they are now.
    struct seen {
        std::optional<receipt> entry;
        std::string status;
        bool closed = false;
    };

    json::object new_issue(const helpdesk::ticket_draft& draft,
                           const std::optional<std::string>& field) const;
    task<result<void>> enter_key(std::string id, std::string field, std::string case_key);
    task<result<seen>> look(helpdesk::ticket in, std::string mark);
    task<result<json::object>> update(helpdesk::ticket to, const helpdesk::note& entry);
    helpdesk::ticket named(const std::string& id) const;

    const site& site_;
    server& server_;
    log& log_;
};

}  // namespace earshot::redmine
