// What the operator's surface sees of the daemon, and the two things that it may ask of it. `app`
// implements it; all on the loop.
#pragma once

#include <string>
#include <vector>

#include "earshot/task.hpp"
#include "earshot/time.hpp"
#include "journal/reports.hpp"
#include "plugins/instance.hpp"
#include "watch/account_watch.hpp"

namespace earshot::control {

// A destination that gets nothing for now: it is down, or refuses our credential.
struct suspension {
    std::string destination;  // `sink:helpdesk`, `publish:klm`
    timestamp until;          // then it is tried again
    std::string why;
};

// One configured plugin.
struct channel_view {
    plugins::instance_status instance;
    std::string intake;                 // `healthy`, `failing`, ...; empty: it does not poll
    std::vector<std::string> problems;  // of intake and delivery, one line each
    std::vector<suspension> suspended;
    std::vector<plugins::metric> metrics;  // the plugin's own counters, by name
    bool account = false;                  // else a sink
    bool publishes = false;                // answers can go out here
    watch::account_health health;
};

struct daemon_status {
    std::string configuration_file;
    timestamp started;
    std::string last_reload;  // when, and how it ended; empty: none yet
    journal::sequence desk_position = 0;
    std::vector<channel_view> channels;
};

class daemon_view {
public:
    virtual ~daemon_view() = default;

    virtual daemon_status status() = 0;

    // Reads the configuration again: all of it takes effect, or nothing and the error says why.
    virtual task<result<void>> reload() = 0;

    // Something was appended to the journal: the stages wake up.
    virtual void entries_added() = 0;
};

}  // namespace earshot::control
