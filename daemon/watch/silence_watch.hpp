// Two alarms of one account that do not depend on each other: nothing is heard although much was to
// be expected, and the platform has not been reached. No I/O but the log, no clock of its own.
#pragma once

#include <string>
#include <vector>

#include "earshot/service/log.hpp"
#include "journal/reports.hpp"
#include "watch/alarm_fsm.hpp"
#include "watch/volume.hpp"

namespace earshot::watch {

struct silence_limits {
    duration contact{0};     // without any, longer than this, there is an alarm; 0: none
    bool volume = true;      // whether the expected volume is watched
    bool catches_up = true;  // what was said while the daemon was away is still brought in
};

class silence_watch {
public:
    silence_watch(std::string account, silence_limits limits, timestamp started, log& events)
        : account_(std::move(account)), limits_(limits), started_(started), log_(events) {}

    void contacted(timestamp when) { last_contact_ = std::max(last_contact_, when); }
    void seen(const journal::account_activity& what);
    void learned(volume usual) { usual_ = usual; }

    // Nothing of it is polled: what was said while the daemon was away does not come later, and of
    // contact is less to be expected.
    void only_listens(duration contact) {
        limits_.contact = contact;
        limits_.catches_up = false;
    }

    // Raises and clears.
    void observe(timestamp now);

    std::vector<std::string> problems(timestamp now) const;
    timestamp last_contact() const { return last_contact_; }  // the epoch: none yet
    timestamp last_message() const { return last_message_; }  // the epoch: not known
    const volume& usual() const { return usual_; }

private:
    timestamp out_of_contact_since() const;
    timestamp silent_since() const;
    bool out_of_contact(timestamp now) const;
    bool silent(timestamp now) const;
    void say_contact(alarm_step step, timestamp now);
    void say_silence(alarm_step step, timestamp now);

    std::string account_;
    silence_limits limits_;
    timestamp started_;
    log& log_;
    volume usual_;
    timestamp last_contact_;
    timestamp last_message_;
    alarm_fsm contact_alarm_;
    alarm_fsm silence_alarm_;
};

}  // namespace earshot::watch
