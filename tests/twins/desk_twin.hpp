// What the fake helpdesks with an API have in common: tickets with entries, a way in that faults
// stand in, people who act by calls under /twin, and webhook calls that are repeated, doubled,
// mixed up and forged on demand. The API itself is each one's own.
//
//   POST /twin/agent {"ticket", "body"}               an agent answers
//   POST /twin/note {"ticket", "body"}                notes something inside
//   POST /twin/close {"ticket"}                       and closes it
//   GET  /twin/tickets                                what stands in them
//   POST, GET, DELETE /twin/faults                    see faults.hpp, and here:
//     false_500   does what is asked, and answers 500
//     overlooked  a search finds nothing
//     duplicate, reordered, forged   of webhook calls; their path is `webhook`
#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>
#include <vector>

#include "earshot/service/clock.hpp"
#include "twins/faults.hpp"
#include "twins/members.hpp"
#include "twins/twin.hpp"

namespace earshot::twins {

namespace json = boost::json;

struct desk_options {
    std::string token;
    std::string webhook_secret;
    std::string hooks_to;  // `http://127.0.0.1:8080/hooks/helpdesk/events`; empty: no webhook
};

class desk_twin : public twin {
public:
    answer handle(const net::server_request& request) final;
    answer resume(std::int64_t id, const std::optional<http_response>& outcome) final;
    std::vector<outgoing> take_outgoing() final;
    void delivered(std::int64_t id, int status) final;
    std::vector<std::string> take_events() final { return {}; }

    // What people do there. The entry's number.
    int agent_writes(int ticket, const std::string& body) { return write(ticket, body, false); }
    int agent_notes(int ticket, const std::string& body) { return write(ticket, body, true); }
    virtual void agent_closes(int ticket) = 0;

    const std::map<int, json::object>& tickets() const { return tickets_; }
    std::vector<json::object> entries_of(int ticket) const;
    faults& broken() { return broken_; }

protected:
    desk_twin(desk_options access, const clock& time) : access_(std::move(access)), clock_(time) {}

    // A request that no fault stopped; `asked` is its body, which may be empty.
    virtual answer serve(const net::server_request& request, const json::object& asked) = 0;
    virtual answer refused(int status, const std::string& why) const;
    virtual int write(int ticket, const std::string& body, bool hidden) = 0;

    // {"body", "public", "from": customer | agent | earshot}
    virtual json::object shown(const json::object& entry) const = 0;
    virtual std::string state_of(const json::object& ticket) const = 0;

    // The webhook: proven with `secret`; `id` is the same over retries.
    virtual http_request prove(http_request call, std::int64_t id,
                               const std::string& secret) const = 0;
    virtual bool calls_again(int attempts, int status) const = 0;
    virtual duration pause_after(int attempts) const;

    bool overlooks(const net::server_request& search);
    void call(const json::object& body);
    json::object& add_ticket();
    json::object& add_entry(int ticket, json::object entry);
    std::string now() const { return format_rfc3339(clock_.now()); }

    desk_options access_;
    const clock& clock_;
    std::map<int, json::object> tickets_;
    std::vector<json::object> entries_;

private:
    struct webhook_call {
        std::string body;
        int attempts = 0;
        timestamp due;
    };

    answer act(const net::server_request& request, const json::object& asked);
    answer list() const;
    outgoing made(std::int64_t id, const webhook_call& one);
    bool strikes(std::string_view kind);

    faults broken_{{"false_500", "overlooked", "duplicate", "reordered", "forged"}};
    std::map<std::int64_t, webhook_call> calls_;
    std::int64_t call_ids_ = 0;
};

}  // namespace earshot::twins
