// The fake helpdesk: takes what Earshot's `webhook` sink delivers to POST /tickets, files it by
// conversation, and has an agent who answers after a while. For tests, benches and the demo. Knows
// the faults of faults.hpp: http_503, http_429 with `retry_after`, http_410, hang and so on.
#pragma once

#include <set>

#include "earshot/service/clock.hpp"
#include "twins/faults.hpp"
#include "twins/helpdesk/answers.hpp"
#include "twins/helpdesk/tickets.hpp"
#include "twins/twin.hpp"

namespace earshot::twins::helpdesk {

struct helpdesk_options {
    signing deliveries;      // how Earshot signs what it sends
    signing replies;         // how the agent's answers are signed
    std::string replies_to;  // `http://127.0.0.1:8080/hooks/helpdesk/replies`; empty: no answers
    duration agent_delay{2'000};
    std::string agent = "Bob";
    answers texts;
};

class helpdesk_twin final : public twin {
public:
    helpdesk_twin(helpdesk_options options, const clock& time)
        : options_(std::move(options)), clock_(time) {}

    answer handle(const net::server_request& request) override;
    answer resume(std::int64_t id, const std::optional<http_response>& outcome) override;
    std::vector<outgoing> take_outgoing() override;
    void delivered(std::int64_t id, int status) override;
    std::vector<std::string> take_events() override { return std::exchange(events_, {}); }

private:
    struct sending {
        ticket* about;
        std::size_t answer;  // of `about->answers`
    };

    answer take_delivery(const net::server_request& request);
    std::string file(inbound event);
    std::string note_outcome(const outcome& told);
    void schedule(ticket& about);
    void answer_due(ticket& about);
    void write_answer(ticket& about, const message& item);
    outgoing packed(const sending& what);
    answer list() const;
    answer stats() const;
    answer configure(const net::server_request& request);

    helpdesk_options options_;
    const clock& clock_;
    faults broken_;
    tickets tickets_;
    std::set<std::string, std::less<>> seen_;  // webhook-id and event id
    std::vector<sending> to_send_;
    std::map<timestamp, std::vector<sending>> again_;  // refused answers, by when to repeat them
    std::map<std::int64_t, sending> on_their_way_;
    std::vector<std::string> events_;
    std::int64_t ids_ = 0;
    std::int64_t deliveries_ = 0, duplicates_ = 0, bad_signatures_ = 0, unreadable_ = 0;
};

}  // namespace earshot::twins::helpdesk
