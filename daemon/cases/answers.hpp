// What became of agents' answers. An answer counts once the platform gave its id.
#pragma once

#include <string>
#include <vector>

#include "cases/memory.hpp"
#include "earshot/reply.hpp"

namespace earshot::cases {

// The platform's word that it is out.
struct publication {
    sequence about = 0;  // the reply
    std::string platform;
    std::string account;
    std::string object_id;
    timestamp at;
};

struct answering {
    std::string case_id;                          // empty: no case is known for it
    std::vector<std::string> answered_elsewhere;  // linked cases that now want a pointer to it

    bool operator==(const answering&) const = default;
};

std::vector<std::string> keys_for(const reply& item);
std::vector<std::string> keys_for(const publication& item);

// The customer's words that a helpdesk had when an answer was written there, by their sequences;
// nothing: it is not known.
using words_had = std::optional<std::vector<sequence>>;

// The object that an answer is to stand under: of an answer to a whole case, the customer's newest
// word that the agent can have seen: the one that it names, or one that had come to us by then and
// that the helpdesk had.
std::string object_answered(const memory& in, const reply& item, const words_had& had = {});

// An agent answered; remembered until it is published. The case's id, empty where there is none.
std::string sent(memory& in, sequence seq, const reply& item, const words_had& had = {});

// It passed the gate: it is under way until it is out ...
void approved(memory& in, sequence reply, const message& answered);

// ... or was given up.
void lost(memory& in, sequence reply);

struct case_words {
    std::string case_id;  // empty: there is none
    std::vector<sequence> words;
};

// Of the case that an answer names.
case_words words_answered(const memory& in, const reply& item);

// Whether an answer belongs to a case.
bool in_a_case(const memory& in, const reply& item);

// How many answers to the same case are out since then, or under way; outside any: to the author of
// what it answers, for which `answers_key` has to be loaded.
std::size_t answers_since(const memory& in, const reply& item, const message& answered,
                          timestamp since);

answering answered(memory& in, const publication& item);

}  // namespace earshot::cases
