// What the operator decided, as data: the part of the configuration that decisions depend on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "earshot/connector.hpp"

namespace earshot::desk {

// Messages of these accounts go to this sink.
struct route {
    std::string sink;
    std::vector<std::string> accounts;  // empty: all
};

// How an account may answer.
struct voice {
    std::string platform;
    bool publishes = false;
    publish_limits limits;
    duration reply_expiry{std::chrono::hours{24}};  // an answer that is later helps nobody
};

struct policy {
    std::vector<route> routes;
    std::map<std::string, voice> accounts;  // by account name
};

}  // namespace earshot::desk
