// Zammad as a helpdesk: a ticket for each case, articles for what is said.
#pragma once

#include "earshot/helpdesk.hpp"
#include "zammad/server.hpp"
#include "zammad/site.hpp"

namespace earshot::zammad {

class tickets final : public helpdesk::ticket_system {
public:
    // All outlive it.
    tickets(host& services, const site& at, server& api);

    task<result<std::optional<helpdesk::ticket>>> find(std::string case_key) override;
    task<result<helpdesk::ticket>> create(helpdesk::ticket_draft draft) override;
    task<result<receipt>> add(helpdesk::ticket to, helpdesk::note entry) override;
    task<result<std::optional<receipt>>> find_note(helpdesk::ticket in, std::string key) override;

    // The ticket that one was merged into. Nothing: it was not, or Zammad does not tell.
    task<result<std::optional<helpdesk::ticket>>> merged_into(std::string id);

    helpdesk::ticket named(const std::string& id) const;

private:
    json::object article(const helpdesk::note& entry) const;
    task<result<void>> prepare(helpdesk::ticket to, bool wakes);

    const site& site_;
    server& server_;
    log& log_;
};

// The case key in a ticket's own field.
std::string case_key_of(const object_view& ticket, const site& at);

// The tickets of a search, in either of the forms in which Zammad lists them. A view.
std::vector<object_view> tickets_of(const json::value& body);

inline constexpr std::string_view merged_state = "merged";

// The Message-ID of an article of ours, by which it is found again.
std::string mark_of(std::string_view key);
bool is_ours(std::string_view message_id);

}  // namespace earshot::zammad
