// Has a plugin look after what its platform has registered for its webhooks, and tells people what
// only they can mend. Owned by account_watch.
#pragma once

#include <optional>
#include <string>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "plugins/instance.hpp"
#include "watch/alarm_fsm.hpp"

namespace earshot::watch {

class subscription_watch {
public:
    // All outlive it.
    subscription_watch(plugins::instance& source, const clock& time, log& events)
        : source_(source), clock_(time), log_(events) {}

    task<void> look();  // asks the plugin where it is time to

    void look_again() { next_look_ = {}; }  // a person may have mended something

    std::string problem() const;  // one line; empty: nobody is needed

private:
    void observe(timestamp now);

    plugins::instance& source_;
    const clock& clock_;
    log& log_;
    timestamp next_look_;
    std::optional<error> failed_;  // by the last look
    timestamp failing_since_;
    alarm_fsm alarm_;
};

}  // namespace earshot::watch
