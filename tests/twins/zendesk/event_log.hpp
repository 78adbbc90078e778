// What happened to the tickets of the fake Zendesk, and its time-based export: ten calls a minute,
// and nothing of the last minute.
#pragma once

#include "earshot/time.hpp"
#include "twins/members.hpp"
#include "twins/parameters.hpp"
#include "twins/twin.hpp"

namespace earshot::twins::zendesk {

struct export_limits {
    duration lag{60'000};  // what is younger is not exported
    std::size_t page = 1000;
    std::size_t calls_a_minute = 10;
};

class event_log {
public:
    explicit event_log(export_limits limits) : limits_(limits) {}

    void add(timestamp when, int ticket, int by, boost::json::array children);

    // `start_time` in seconds. Those of its second are in it.
    answer since(const parameters& query, timestamp now);

private:
    bool busy(timestamp now);

    export_limits limits_;
    std::vector<boost::json::object> events_;
    std::vector<timestamp> calls_;
};

}  // namespace earshot::twins::zendesk
