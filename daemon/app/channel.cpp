#include "app/channel.hpp"

#include "base/ids.hpp"

namespace earshot::app {

namespace {

constexpr duration shortest_silence = std::chrono::minutes{15};

double random_fraction() {
    constexpr std::uint64_t steps = 1'000'000;
    return static_cast<double>(base::random_below(steps)) / static_cast<double>(steps);
}

std::string_view to_string(intake::channel_state state) {
    switch (state) {
        case intake::channel_state::healthy: return "healthy";
        case intake::channel_state::failing: return "failing";
        case intake::channel_state::unauthorized: return "unauthorized";
        case intake::channel_state::finished: return "finished";
    }
    return "unknown";
}

}  // namespace

channel::channel(const surroundings& around, std::shared_ptr<plugins::instance> source,
                 intake::pace_limits pace, channel_watching watching)
    : source_(std::move(source)),
      watching_(std::move(watching)),
      tasks_(around.loop, around.events) {
    add_watch(around, pace.busy * pace.idle_factor);
    if (source_->polls())
        add_poller(around, pace);
    else
        note_nothing_polled(around.listens_only);
    if (source_->delivers())
        add_dispatcher(around, delivery::make_sink_destination(*source_, around.journal));
    if (source_->publishes())
        add_dispatcher(around, delivery::make_publishing_destination(*source_, around.journal,
                                                                     around.origins));
}

void channel::add_watch(const surroundings& around, duration usual_pause) {
    watch::watch_options options;
    options.random = random_fraction;
    options.credential.warning = watching_.alarms.credential_warning;
    options.silence.volume = watching_.account && watching_.alarms.volume_alarm;
    options.silence.catches_up = source_->polls();
    const duration usual = source_->polls() ? shortest_silence + usual_pause : duration{0};
    if (watching_.account) options.silence.contact = watching_.alarms.silence_after.value_or(usual);
    watch_ = std::make_unique<watch::account_watch>(around.loop, *source_, around.journal,
                                                    around.time, around.events, std::move(options));
    tasks_.spawn("watch " + source_->name(), watch_->run());
}

void channel::add_poller(const surroundings& around, intake::pace_limits pace) {
    intake::poller_options options{pace, random_fraction, around.entries_stored};
    options.answered = [this](const error* problem) {
        watch_->called(watch::errand::reading, problem);
    };
    poller_ = std::make_unique<intake::poller>(around.loop, *source_, around.journal, around.turns,
                                               around.time, around.events, std::move(options));
    tasks_.spawn("poll " + source_->name(), poll(around.listens_only));
}

// A source that has nothing to poll says so in its first answer.
task<void> channel::poll(std::function<void(watch::listener)> listens_only) {
    co_await poller_->run();
    note_nothing_polled(listens_only);
}

void channel::note_nothing_polled(const std::function<void(watch::listener)>& listens_only) {
    if (!watching_.account) return;
    if (source_->routes().empty()) return watch_->source_ended();
    watch_->only_listens(watching_.alarms.silence_after.value_or(duration{0}));
    listens_only({source_->plugin(), source_->name(), watching_.alarms.webhook_patience});
}

void channel::add_dispatcher(const surroundings& around,
                             std::unique_ptr<delivery::destination> target) {
    delivery::dispatcher_options options;
    options.random = random_fraction;
    options.answered = [this](const error* problem) {
        watch_->called(watch::errand::sending, problem);
    };
    options.settled = around.entries_stored;
    dispatchers_.push_back(
        std::make_unique<delivery::dispatcher>(around.loop, std::move(target), around.journal,
                                               around.time, around.events, std::move(options)));
    dispatchers_.back()->start();
}

task<void> channel::stop(duration limit) {
    tasks_.cancel();
    for (const auto& one : dispatchers_) co_await one->close(limit);
    co_await tasks_.join();
}

void channel::wake(std::string_view destination) {
    for (const auto& one : dispatchers_)
        if (one->name() == destination) one->wake();
}

void channel::wake_all() {
    for (const auto& one : dispatchers_) one->wake();
}

control::channel_view channel::status() const {
    control::channel_view out;
    out.instance = source_->status();
    out.metrics = source_->metrics();
    if (poller_) {
        const bool listens = poller_->state() == intake::channel_state::finished &&
                             watching_.account && !source_->routes().empty();
        if (!listens) out.intake = to_string(poller_->state());
        if (!poller_->problem().empty()) out.problems.push_back("polling: " + poller_->problem());
    }
    for (const auto& one : dispatchers_) {
        if (!one->problem().empty()) out.problems.push_back(one->name() + ": " + one->problem());
        if (one->suspended())
            out.suspended.push_back({one->name(), one->next_try(), one->problem()});
    }
    out.account = watching_.account;
    out.publishes = source_->publishes();
    out.health = watch_->health();
    return out;
}

}  // namespace earshot::app
