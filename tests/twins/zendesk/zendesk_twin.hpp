// The fake Zendesk: the Tickets API with its Idempotency-Key, users by external id, safe updates,
// closed tickets that stay closed, the time-based export of ticket events that leaves the last
// minute out, a search for tickets that changed, and signed webhooks, by event or by trigger. Its
// agents also solve, take, merge and delete tickets.
#pragma once

#include <set>
#include <utility>

#include "twins/desk_twin.hpp"
#include "twins/zendesk/event_log.hpp"

namespace earshot::twins::zendesk {

struct zendesk_options : desk_options {
    std::string email;        // of the API token; empty: an OAuth token
    bool by_trigger = false;  // the webhook says the ticket only, as a trigger's template does
    export_limits exports{};
    duration search_lag{0};  // what changed later than that is not found
};

class zendesk_twin final : public desk_twin {
public:
    zendesk_twin(zendesk_options options, const clock& time)
        : desk_twin(options, time), options_(std::move(options)), events_(options_.exports) {}

    void agent_closes(int ticket) override { agent_sets(ticket, "status", "solved"); }
    void agent_takes(int ticket);
    void ages(int ticket) { agent_sets(ticket, "status", "closed"); }  // days after it was solved
    void agent_merges(int from, int into);
    void agent_deletes(int ticket) { deleted_.insert(ticket); }

private:
    answer serve(const net::server_request& request, const json::object& asked) override;
    answer refused(int status, const std::string& why) const override;
    int write(int ticket, const std::string& body, bool hidden) override;
    json::object shown(const json::object& comment) const override;
    std::string state_of(const json::object& ticket) const override;
    http_request prove(http_request call, std::int64_t id,
                       const std::string& secret) const override;
    bool calls_again(int attempts, int status) const override;

    bool known(const net::server_request& request) const;
    answer save_user(const json::object& asked);
    answer create(const net::server_request& request, const json::object& asked);
    answer open(const json::object& asked);
    answer change(int ticket, const json::object& asked);
    answer with_external_id(const std::string& wanted) const;
    answer with_numbers(const std::vector<std::string>& wanted) const;
    answer search(const parameters& query) const;
    answer comments_in(int ticket, const parameters& query) const;
    json::array people_in(const json::array& comments) const;
    int person(const json::object& described);
    void apply(int ticket, const json::object& asked, int by);
    json::object& comment(int ticket, const json::object& said, int by);
    void agent_sets(int ticket, const std::string& name, const json::value& value);
    void tell(int ticket, const json::object& comment);

    zendesk_options options_;
    std::map<std::string, int> users_;                         // by external id
    std::map<std::string, std::pair<std::string, int>> keys_;  // what was asked; which ticket
    std::set<int> deleted_;
    event_log events_;
};

}  // namespace earshot::twins::zendesk
