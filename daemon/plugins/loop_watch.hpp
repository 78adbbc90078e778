// Names the plugin that blocks the loop, while it does. One for the daemon, made before the loop
// and destroyed after it; it has a thread of its own, which only ever looks.
//
// The loop pays two stores for each piece of plugin code that it runs: the clock is read by the
// thread alone.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "earshot/service/log.hpp"
#include "plugins/call_kind.hpp"
#include "plugins/loop_watch_fsm.hpp"

namespace earshot::plugins {

struct loop_watch_options {
    duration notice{200};   // a call that holds the loop longer is logged: `plugin.blocked_loop`
    duration limit{5'000};  // and longer than this, its instance is stopped
};

// An instance that is watched.
struct watched_instance {
    std::string plugin;
    std::string name;
    std::uint32_t number = 0;                // from 1
    std::atomic<duration::rep> blocked = 0;  // the longest that it was seen to hold the loop
};

class loop_watch {
public:
    explicit loop_watch(log& events, loop_watch_options options = {});
    ~loop_watch();

    std::shared_ptr<watched_instance> add(std::string plugin, std::string name);  // [any thread]
    const loop_watch_options& options() const { return options_; }

    // What runs from now on; returns what ran before. [loop]
    std::uint32_t enter(std::uint32_t call) noexcept {
        const std::uint64_t before = mark_.load(std::memory_order_relaxed);
        const std::uint64_t piece = (before >> 32) + 1;
        mark_.store(piece << 32 | call, std::memory_order_relaxed);
        return static_cast<std::uint32_t>(before);
    }

private:
    void run();
    void look();
    void tell(const watched_instance& who, const loop_finding& what);
    std::shared_ptr<watched_instance> find(std::uint32_t number) const;

    log& log_;
    loop_watch_options options_;
    loop_watch_fsm state_;
    std::atomic<std::uint64_t> mark_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable stopping_;
    bool stop_ = false;
    std::vector<std::weak_ptr<watched_instance>> instances_;
    std::thread thread_;
};

// The number under which one call of one instance is known to the watch.
inline std::uint32_t watched_call(const watched_instance& who, call_kind kind) {
    return who.number << 8 | static_cast<std::uint32_t>(kind);
}

// While it lives, `call` is what the loop runs.
class watched_piece {
public:
    watched_piece(loop_watch& watch, std::uint32_t call) noexcept
        : watch_(watch), before_(watch.enter(call)) {}
    ~watched_piece() { watch_.enter(before_); }
    watched_piece(const watched_piece&) = delete;
    watched_piece& operator=(const watched_piece&) = delete;

private:
    loop_watch& watch_;
    std::uint32_t before_;
};

}  // namespace earshot::plugins
