// The time in which the daemon was not there. Polled accounts catch up by their cursors; of those
// that only listen, the platform calls again for a while, and what it gave up on is a gap.
#pragma once

#include <optional>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"

namespace earshot::watch {

// An account of which nothing is polled.
struct listener {
    std::string platform;
    std::string account;
    duration patience{0};  // so long the platform keeps calling again
};

// What the platform no longer delivers. Nothing: all of it comes, or the daemon was never there.
std::optional<gap> missed(timestamp last_alive, timestamp started, duration patience);

class absence {
public:
    // All outlive it.
    absence(journal::journal& entries, const clock& time, log& events)
        : journal_(entries), clock_(time), log_(events) {}

    // How long nobody was there. Before the other two.
    task<void> look_back();

    // Writes a gap for what this account missed before this run; a second time nothing happens. An
    // account that was never heard of has missed nothing. True: there is a new entry.
    task<bool> record(listener who);

    // Notes that the daemon is there, each minute, until cancelled.
    task<void> run();

private:
    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    timestamp started_;
    timestamp last_alive_;  // before; the epoch: never, or not known
    std::vector<journal::account_activity> heard_of_;
};

}  // namespace earshot::watch
