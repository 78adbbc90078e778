// The fake Zammad: tickets, articles, search by condition, links, merging, and triggers that post
// signed webhooks, five times at most. It drops attributes that it does not know, as the real one
// does. Its agents act by calls under /twin. Knows the faults of faults.hpp.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "earshot/service/clock.hpp"
#include "twins/faults.hpp"
#include "twins/twin.hpp"

namespace earshot::twins::zammad {

namespace json = boost::json;

struct zammad_options {
    std::string token;
    std::string webhook_secret;
    std::string hooks_to;  // `http://127.0.0.1:8080/hooks/helpdesk/events`; empty: no trigger
    std::set<std::string, std::less<>> attributes{"earshot_case"};
};

class zammad_twin final : public twin {
public:
    zammad_twin(zammad_options options, const clock& time)
        : options_(std::move(options)), clock_(time) {}

    answer handle(const net::server_request& request) override;
    answer resume(std::int64_t id, const std::optional<http_response>& outcome) override;
    std::vector<outgoing> take_outgoing() override;
    void delivered(std::int64_t id, int status) override;
    std::vector<std::string> take_events() override { return {}; }

    // What people do there. The article's number.
    int agent_writes(int ticket, const std::string& body, bool internal = false);
    void agent_closes(int ticket);
    void agent_merges(int from, int into);

    const std::map<int, json::object>& tickets() const { return tickets_; }
    std::vector<json::object> articles_of(int ticket) const;
    faults& broken() { return broken_; }

private:
    struct delivery {
        std::string body;
        int attempts = 0;
        timestamp due;
    };

    answer act(const net::server_request& request, const json::value& body);
    answer serve(const net::server_request& request, const json::value& body);
    answer create(const json::object& asked);
    answer change(int ticket, const json::object& asked);
    answer search(const json::object& asked) const;
    answer links_of(int ticket) const;
    answer articles_in(int ticket) const;
    json::object& file(int ticket, const json::object& asked, int user, const char* name);
    void touch(int ticket, int user);
    void trigger(int ticket, const json::value& article);
    std::string now() const;

    zammad_options options_;
    const clock& clock_;
    faults broken_;
    std::map<int, json::object> tickets_;
    std::vector<json::object> articles_;
    std::map<int, int> merged_into_;
    std::map<std::int64_t, delivery> deliveries_;
    std::int64_t delivery_ids_ = 0;
};

}  // namespace earshot::twins::zammad
