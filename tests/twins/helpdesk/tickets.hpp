// The helpdesk's tickets: one for each conversation, with what was said and answered.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "twins/helpdesk/inbound.hpp"

namespace earshot::twins::helpdesk {

struct agent_answer {
    std::string id;         // of the request to Earshot: the same on every attempt
    std::string object_id;  // what it answers
    std::string text;
    int attempts = 0;
    bool accepted = false;  // Earshot said 2xx
    bool given_up = false;
    std::string published_as;  // as Earshot told it
    std::string refused_for;
};

// A customer who waits for the agent.
struct waiting {
    timestamp due;            // when the agent will answer
    std::size_t message = 0;  // of the ticket's, the customer's newest
};

struct ticket {
    std::string id;
    std::string platform;
    std::string account;
    std::string conversation;
    std::vector<inbound> messages;
    std::vector<agent_answer> answers;
    std::map<std::string, waiting> unanswered;  // by customer
};

class tickets {
public:
    // The ticket of the message's conversation, with the message in it.
    ticket& file(inbound event);

    // The answer with this id; null: there is none.
    agent_answer* find_answer(std::string_view id);

    std::deque<ticket>& all() { return all_; }
    const std::deque<ticket>& all() const { return all_; }

private:
    std::deque<ticket> all_;
    std::map<std::string, ticket*> by_conversation_;
};

}  // namespace earshot::twins::helpdesk
