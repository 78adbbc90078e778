// What the operator decided, as data: the part of the configuration that decisions depend on.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cases/care_case.hpp"
#include "earshot/connector.hpp"
#include "language/detector.hpp"
#include "rules/rule_set.hpp"

namespace earshot::desk {

// Messages of these accounts go to this sink.
struct route {
    std::string sink;
    std::vector<std::string> accounts;  // empty: all
    bool only_when_routed = false;      // by a rule
    bool cases_only = false;            // what belongs to no case is not for it
    bool informs = false;               // it takes notices
    bool assumed = false;               // the last two are: it is left out and was never at work
};

// How an account may answer.
struct voice {
    std::string platform;
    std::string language;  // mostly spoken there; empty: not said
    bool publishes = false;
    publish_limits limits;
    duration reply_expiry{std::chrono::hours{24}};  // an answer that is later helps nobody
    std::string signature;  // put behind every answer: ` ^{initials}`, ` - {name}`; empty: none
    std::size_t answers_per_hour = 20;  // to one case; 0: any number
};

// How messages are understood. Immutable, shared: a reload brings another.
struct knowledge {
    std::shared_ptr<const language::detector> languages;  // null: none is told
    rules::rule_set rules;
};

struct policy {
    std::vector<route> routes;
    std::map<std::string, voice> accounts;  // by account name
    knowledge known;
    cases::options cases;
};

}  // namespace earshot::desk
