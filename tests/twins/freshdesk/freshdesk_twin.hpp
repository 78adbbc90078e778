// The fake Freshdesk: tickets with custom fields, contacts by external id, notes and replies, a
// search that learns late, the list of what changed, and an automation whose webhook proves itself
// by a header with the secret, as Freshdesk signs nothing. Its agents also take and delete tickets.
#pragma once

#include <set>

#include "twins/desk_twin.hpp"
#include "twins/parameters.hpp"

namespace earshot::twins::freshdesk {

struct freshdesk_options : desk_options {
    std::set<std::string, std::less<>> fields{"cf_earshot_case"};
    duration search_lag{60'000};  // until the search knows a ticket
};

class freshdesk_twin final : public desk_twin {
public:
    freshdesk_twin(freshdesk_options options, const clock& time)
        : desk_twin(options, time), options_(std::move(options)) {}

    int agent_replies(int ticket, const std::string& body);
    void agent_closes(int ticket) override { agent_sets(ticket, "status", 5); }
    void agent_takes(int ticket);
    void agent_merges(int from, int into);
    void agent_deletes(int ticket) { deleted_.insert(ticket); }

private:
    answer serve(const net::server_request& request, const json::object& asked) override;
    answer refused(int status, const std::string& why) const override;
    int write(int ticket, const std::string& body, bool hidden) override;
    json::object shown(const json::object& entry) const override;
    std::string state_of(const json::object& ticket) const override;
    http_request prove(http_request call, std::int64_t id,
                       const std::string& secret) const override;
    bool calls_again(int attempts, int status) const override;

    answer in_tickets(const net::server_request& request, const parameters& query,
                      const json::object& asked);
    answer create(const json::object& asked);
    answer change(int ticket, const json::object& asked);
    answer add_note(int ticket, const json::object& asked);
    answer contacts(const net::server_request& request, const parameters& query,
                    const json::object& asked);
    answer search(const parameters& query) const;
    answer changed(const parameters& query) const;
    answer one_page(const json::array& all, const parameters& query, int most_pages) const;
    std::string what_is_wrong(const json::object& asked) const;
    int contact(const std::string& external_id);
    int enter(int ticket, json::object entry, int by);
    void set(json::object& held, std::string_view name, const json::value& value);
    int agent_enters(int ticket, const std::string& body, bool hidden, int source);
    void agent_sets(int ticket, const std::string& name, const json::value& value);
    void automate(int ticket);

    freshdesk_options options_;
    std::map<std::string, int> contacts_;  // by external id
    std::set<int> deleted_;
};

}  // namespace earshot::twins::freshdesk
