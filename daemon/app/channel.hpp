// One configured plugin at work: its instance, and the loops that poll it and send to it.
#pragma once

#include <memory>
#include <vector>

#include "base/task_scope.hpp"
#include "control/daemon_view.hpp"
#include "delivery/dispatcher.hpp"
#include "intake/poller.hpp"

namespace earshot::app {

// What all channels share; outlives them.
struct surroundings {
    boost::asio::any_io_executor loop;
    journal::journal& journal;
    const clock& time;
    log& events;
    intake::turnstile& turns;
    std::function<void()> entries_stored;
};

class channel {
public:
    // Begins at once.
    channel(const surroundings& around, std::shared_ptr<plugins::instance> source,
            intake::pace_limits pace);

    // Lets deliveries in flight end for at most `limit`. Must be awaited before destruction.
    task<void> stop(duration limit);

    void wake(std::string_view destination);
    void wake_all();
    control::channel_view status() const;
    const std::shared_ptr<plugins::instance>& source() const { return source_; }

private:
    void add_dispatcher(const surroundings& around, std::unique_ptr<delivery::destination> target);

    std::shared_ptr<plugins::instance> source_;
    std::unique_ptr<intake::poller> poller_;
    std::vector<std::unique_ptr<delivery::dispatcher>> dispatchers_;
    base::task_scope tasks_;
};

}  // namespace earshot::app
