// Tells people of a credential: once for every change of its state, daily while they must act.
#pragma once

#include "earshot/connector.hpp"
#include "earshot/service/log.hpp"
#include "watch/alarm_fsm.hpp"

namespace earshot::watch {

class credential_notice {
public:
    credential_notice(std::string instance, log& events)
        : instance_(std::move(instance)), log_(events) {}

    void observe(const credential_status& now_known, timestamp now);

private:
    void say(const credential_status& what, timestamp now);

    std::string instance_;
    log& log_;
    credential_state said_ = credential_state::unknown;
    std::vector<std::string> missing_;
    alarm_fsm alarm_;
};

// `tweet.write, dm.read`
std::string listed(const std::vector<std::string>& names);

// What a person needs to know of it, in one line: `the credential expires in 6 days: ...`; empty:
// nothing.
std::string sentence(const credential_status& what, timestamp now);

}  // namespace earshot::watch
