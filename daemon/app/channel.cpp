#include "app/channel.hpp"

#include "base/ids.hpp"

namespace earshot::app {

namespace {

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
                 intake::pace_limits pace)
    : source_(std::move(source)), tasks_(around.loop, around.events) {
    if (source_->polls()) {
        intake::poller_options options{pace, random_fraction, around.entries_stored};
        poller_ =
            std::make_unique<intake::poller>(around.loop, *source_, around.journal, around.turns,
                                             around.time, around.events, std::move(options));
        tasks_.spawn("poll " + source_->name(), poller_->run());
    }
    if (source_->delivers())
        add_dispatcher(around, delivery::make_sink_destination(*source_, around.journal));
    if (source_->publishes())
        add_dispatcher(around, delivery::make_publishing_destination(*source_, around.journal));
}

void channel::add_dispatcher(const surroundings& around,
                             std::unique_ptr<delivery::destination> target) {
    delivery::dispatcher_options options;
    options.random = random_fraction;
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
        out.intake = to_string(poller_->state());
        if (!poller_->problem().empty()) out.problems.push_back("polling: " + poller_->problem());
    }
    for (const auto& one : dispatchers_)
        if (!one->problem().empty()) out.problems.push_back(one->name() + ": " + one->problem());
    return out;
}

}  // namespace earshot::app
