// What is known of one credential: what its plugin found out about it, what calls with it have met,
// and how long it will last. No I/O, no clock of its own.
//
// Reading and sending are told apart, because many platforms are read with one credential and
// written to with another: that one is refused says nothing about the other.
#pragma once

#include <array>
#include <optional>

#include "earshot/connector.hpp"

namespace earshot::watch {

enum class errand : std::uint8_t { reading, sending };

struct credential_limits {
    duration warning = std::chrono::days{14};  // so long before its end it counts as expiring
    duration usual = std::chrono::hours{1};    // between two examinations
    duration after_failure = std::chrono::minutes{5};  // of an examination, or while it is bad
    duration least = std::chrono::minutes{1};          // between two, whatever is refused meanwhile
};

class credential_fsm {
public:
    explicit credential_fsm(credential_limits limits) : limits_(limits) {}

    void examined(const result<credential_status>& found, timestamp now);

    // A call ended; null: well. What it says of the credential holds until a call of its kind says
    // otherwise. True: it is news, ask the plugin.
    bool called(errand which, const error* problem);

    // The worst that is known.
    credential_status status(timestamp now) const;

    // How long until the next examination; `random` in [0, 1).
    duration next_look(timestamp now, double random) const;

private:
    credential_status forecast(timestamp now) const;

    credential_limits limits_;
    credential_status found_;
    timestamp looked_;
    bool looked_in_vain_ = false;
    bool doubted_ = false;  // refused since it was examined last
    bool worked_ = false;   // some call went well
    std::array<std::optional<error>, 2> refused_;
};

// Whether a person has to renew something, now or soon.
bool needs_a_person(credential_state state);

std::string_view to_string(credential_state state);

}  // namespace earshot::watch
