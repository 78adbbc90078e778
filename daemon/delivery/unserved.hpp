// What waits where nothing is sent. An answer for an account that is not configured any more is
// given up, so that its agent hears of it; one for an account that is left out, when its time has
// run out. What waits for a sink stays: a person may bring it back. One for the daemon.
#pragma once

#include <functional>
#include <map>

#include "base/wakeup.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"

namespace earshot::delivery {

enum class service : std::uint8_t {
    at_work,   // a dispatcher sends
    left_out,  // because of an error; it may come back
};

using services = std::map<std::string, service, std::less<>>;  // by destination

class unserved {
public:
    // All outlive it. `settled`: there are new entries.
    unserved(boost::asio::any_io_executor loop, journal::journal& entries, const clock& time,
             log& events, std::function<void()> settled);

    // Every destination of the configuration; looks at once. [loop]
    void set_configured(services all);

    task<void> run();   // until cancelled
    task<void> look();  // once

private:
    bool is(service state, const std::string& destination) const;
    task<void> give_up(std::string destination);
    task<bool> bury(std::string destination, std::vector<journal::waiting_item> items,
                    bool left_out);

    journal::journal& journal_;
    const clock& clock_;
    log& log_;
    std::function<void()> settled_;
    base::wakeup bell_;
    services configured_;
    bool changed_ = true;  // since the sinks that are gone were named
};

}  // namespace earshot::delivery
