#include "twins/zendesk/event_log.hpp"

namespace earshot::twins::zendesk {

namespace json = boost::json;

namespace {

std::int64_t seconds(timestamp when) {
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

}  // namespace

void event_log::add(timestamp when, int ticket, int by, json::array children) {
    events_.push_back({{"id", 5000 + events_.size()},
                       {"ticket_id", ticket},
                       {"updater_id", by},
                       {"timestamp", seconds(when)},
                       {"created_at", format_rfc3339(when)},
                       {"event_type", "Audit"},
                       {"child_events", std::move(children)}});
}

bool event_log::busy(timestamp now) {
    std::erase_if(calls_, [&](timestamp one) { return one <= now - std::chrono::minutes{1}; });
    if (calls_.size() >= limits_.calls_a_minute) return true;
    calls_.push_back(now);
    return false;
}

// A page may be longer than its size: all of one second come together, as the next page begins
// with a second.
answer event_log::since(const parameters& query, timestamp now) {
    const std::int64_t start = number(query.get("start_time"));
    const std::int64_t newest = seconds(now - limits_.lag);
    // Which status Zendesk gives here is a guess.
    if (start > newest) return json_answer(422, {{"error", "StartTimeTooRecent"}});
    if (busy(now)) {
        answer out = json_answer(429, {{"error", "TooManyRequests"}});
        out.response.headers.emplace_back("retry-after", "30");
        return out;
    }
    json::array listed;
    json::object body{{"end_of_stream", true}, {"end_time", nullptr}};
    for (const json::object& event : events_) {
        const json::value& when = event.at("timestamp");
        if (when.as_int64() < start || when.as_int64() > newest) continue;
        if (listed.size() >= limits_.page && when != body["end_time"]) {
            body["end_of_stream"] = false;
            break;
        }
        listed.emplace_back(event);
        body["end_time"] = when;
    }
    body["count"] = listed.size();
    body["ticket_events"] = std::move(listed);
    return json_answer(200, body);
}

}  // namespace earshot::twins::zendesk
