#include "watch/queue_watch.hpp"

namespace earshot::watch {

namespace {

constexpr duration tick = std::chrono::seconds{30};

std::string minutes_of(duration length) {
    return format_duration(duration{std::chrono::floor<std::chrono::seconds>(length)});
}

}  // namespace

task<void> queue_watch::run() {
    for (;;) {
        co_await look();
        co_await base::sleep(tick);
    }
}

// A journal that cannot answer says so itself.
task<void> queue_watch::look() {
    const auto all = co_await journal_.outbox();
    if (!all) co_return;
    std::erase_if(queues_, [this](const auto& one) { return !limits_.contains(one.first); });
    for (const journal::outbox_summary& one : *all)
        if (limits_.contains(one.destination)) observe(one);
}

void queue_watch::observe(const journal::outbox_summary& one) {
    const timestamp now = clock_.now();
    queue& of = queues_[one.destination];
    of.oldest = one.oldest;
    const std::int64_t waiting = one.waiting + one.retrying;
    const bool late =
        one.oldest != timestamp{} && now - one.oldest > limits_.find(one.destination)->second;
    switch (of.alarm.observe(late, now)) {
        case alarm_step::begins:
        case alarm_step::lasts:
            log_.write(log_level::error, "watch.queue_late",
                       {{"destination", one.destination},
                        {"oldest", minutes_of(now - one.oldest)},
                        {"waiting", std::to_string(waiting)}});
            break;
        case alarm_step::ends:
            log_.write(log_level::info, "watch.queue_in_time",
                       {{"destination", one.destination}, {"waiting", std::to_string(waiting)}});
            break;
        case alarm_step::nothing: break;
    }
}

std::string queue_watch::problem(std::string_view destination) const {
    const auto found = queues_.find(destination);
    if (found == queues_.end() || !found->second.alarm.raised()) return {};
    return std::string(destination) + ": the oldest has waited for " +
           minutes_of(clock_.now() - found->second.oldest);
}

}  // namespace earshot::watch
