// Notices a queue that does not move: for each destination, how long its oldest item has waited.
// One for the daemon.
#pragma once

#include <map>

#include "base/wakeup.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"
#include "watch/alarm_fsm.hpp"

namespace earshot::watch {

using queue_limits = std::map<std::string, duration, std::less<>>;  // by destination

class queue_watch {
public:
    // All outlive it.
    queue_watch(journal::journal& entries, const clock& time, log& events)
        : journal_(entries), clock_(time), log_(events) {}

    // How long the oldest may wait; replaces the earlier ones. A destination without a limit, such
    // as one that is configured no more, is not watched. [loop]
    void set_limits(queue_limits limits) { limits_ = std::move(limits); }

    task<void> run();   // until cancelled
    task<void> look();  // once

    // One line; empty: nothing is wrong. [loop]
    std::string problem(std::string_view destination) const;

private:
    struct queue {
        alarm_fsm alarm;
        timestamp oldest;
    };

    void observe(const journal::outbox_summary& one);

    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    queue_limits limits_;
    std::map<std::string, queue, std::less<>> queues_;
};

}  // namespace earshot::watch
