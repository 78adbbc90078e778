// The time in which the daemon was not there. Polled accounts catch up by their cursors; of those
// that only listen, the platform calls again for a while, and what it gave up on is a gap.
#pragma once

#include <optional>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"

namespace earshot::watch {

// An account that only listens.
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

    // Once, before anything is received: writes a gap for each that missed something. Accounts that
    // were never heard of have missed nothing. True: there are new entries.
    task<result<bool>> record(std::vector<listener> all);

    // Notes that the daemon is there, each minute, until cancelled. Only after record().
    task<void> run();

private:
    journal::journal& journal_;
    const clock& clock_;
    log& log_;
};

}  // namespace earshot::watch
