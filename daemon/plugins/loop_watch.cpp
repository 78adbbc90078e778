#include "plugins/loop_watch.hpp"

#include "earshot/time.hpp"

namespace earshot::plugins {

loop_watch::loop_watch(log& events, loop_watch_options options)
    : log_(events), options_(options), state_(options.notice), thread_([this] { run(); }) {}

loop_watch::~loop_watch() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    stopping_.notify_one();
    thread_.join();
}

std::shared_ptr<watched_instance> loop_watch::add(std::string plugin, std::string name) {
    auto made = std::make_shared<watched_instance>(std::move(plugin), std::move(name));
    const std::lock_guard lock(mutex_);
    std::size_t place = 0;
    while (place < instances_.size() && !instances_[place].expired()) ++place;
    if (place == instances_.size()) instances_.emplace_back();
    instances_[place] = made;
    made->number = static_cast<std::uint32_t>(place + 1);
    return made;
}

void loop_watch::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_.wait_for(lock, options_.notice / 4, [this] { return stop_; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void loop_watch::look() {
    const std::uint64_t mark = mark_.load(std::memory_order_relaxed);
    const loop_mark seen{static_cast<std::uint32_t>(mark >> 32), static_cast<std::uint32_t>(mark)};
    const auto found = state_.look(seen, std::chrono::steady_clock::now());
    if (!found) return;
    const auto who = find(found->call >> 8);
    if (!who) return;
    who->blocked.store(std::max(who->blocked.load(), found->held.count()));
    if (found->news) tell(*who, *found);
}

void loop_watch::tell(const watched_instance& who, const loop_finding& what) {
    const auto kind = static_cast<call_kind>(what.call & 0xff);
    log_.write(log_level::warning, "plugin.blocked_loop",
               {{"plugin", who.plugin},
                {"instance", who.name},
                {"call", std::string(to_string(kind))},
                {"for", format_duration(what.held)}});
}

std::shared_ptr<watched_instance> loop_watch::find(std::uint32_t number) const {
    const std::lock_guard lock(mutex_);
    return number == 0 || number > instances_.size() ? nullptr : instances_[number - 1].lock();
}

}  // namespace earshot::plugins
