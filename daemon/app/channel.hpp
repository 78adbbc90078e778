// One configured plugin at work: its instance, and the loops that poll it and send to it.
#pragma once

#include <memory>
#include <vector>

#include "app/configuration.hpp"
#include "base/task_scope.hpp"
#include "control/daemon_view.hpp"
#include "delivery/dispatcher.hpp"
#include "intake/poller.hpp"
#include "watch/absence.hpp"
#include "watch/account_watch.hpp"

namespace earshot::app {

// What all channels share; outlives them.
struct surroundings {
    boost::asio::any_io_executor loop;
    journal::journal& journal;
    const clock& time;
    log& events;
    intake::turnstile& turns;
    std::function<void()> entries_stored;
    std::function<void(watch::listener)> listens_only;  // nothing of it is polled
    delivery::find_instance origins;
};

// How a channel is watched over.
struct channel_watching {
    bool account = false;  // else a sink, which nobody expects to talk
    watch_configuration alarms;
};

class channel {
public:
    // Begins at once.
    channel(const surroundings& around, std::shared_ptr<plugins::instance> source,
            intake::pace_limits pace, channel_watching watching);

    // Lets deliveries in flight end for at most `limit`. Must be awaited before destruction.
    task<void> stop(duration limit);

    void wake(std::string_view destination);
    void wake_all();
    void look_again() { watch_->look_again(); }
    control::channel_view status() const;
    const std::shared_ptr<plugins::instance>& source() const { return source_; }

private:
    void add_watch(const surroundings& around, duration usual_pause);
    void add_poller(const surroundings& around, intake::pace_limits pace);
    void add_dispatcher(const surroundings& around, std::unique_ptr<delivery::destination> target);
    task<void> poll(std::function<void(watch::listener)> listens_only);
    void note_nothing_polled(const std::function<void(watch::listener)>& listens_only);

    std::shared_ptr<plugins::instance> source_;
    channel_watching watching_;
    std::unique_ptr<watch::account_watch> watch_;
    std::unique_ptr<intake::poller> poller_;
    std::vector<std::unique_ptr<delivery::dispatcher>> dispatchers_;
    base::task_scope tasks_;
};

}  // namespace earshot::app
