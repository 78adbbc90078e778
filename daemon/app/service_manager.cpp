#include "app/service_manager.hpp"

#include <systemd/sd-daemon.h>
#include <time.h>

namespace earshot::app {

namespace {

void notify(const std::string& what) { sd_notify(0, what.c_str()); }

}  // namespace

void service_manager::ready() { notify("READY=1"); }

void service_manager::reloading() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto microseconds = std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
    notify("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds));
}

void service_manager::stopping() { notify("STOPPING=1"); }

void service_manager::status(const std::string& line) { notify("STATUS=" + line); }

std::optional<duration> service_manager::watchdog_interval() const {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return duration{static_cast<duration::rep>(microseconds / 2'000)};
}

void service_manager::progress() { notify("WATCHDOG=1"); }

}  // namespace earshot::app
