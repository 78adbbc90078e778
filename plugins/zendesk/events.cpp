#include "zendesk/events.hpp"

#include <algorithm>

namespace earshot::zendesk {

namespace {

bool over(const std::string& status) { return status == "solved" || status == "closed"; }

class reader {
public:
    explicit reader(const std::string& own_agent) : own_(own_agent) {}

    void add(const object_view& event) {
        ticket_ = event.text("ticket_id");
        if (ticket_.empty()) return;
        change_ = {};
        change_.by = "user " + event.text("updater_id");
        change_.at = event.time("timestamp");
        by_us_ = event.text("updater_id") == own_;
        for (const json::value& one : event.list("child_events")) child(&one);
    }

    event_page page;

private:
    void child(const object_view& event) {
        const std::string type = event.text("event_type");
        if (type == "Comment") return comment(event);
        if (type != "Change" || by_us_) return;
        const std::string before = event.text("previous_value");
        if (const std::string now = event.text("status"); !now.empty() && over(now) != over(before))
            deed(event, over(now) ? ticket_act::closed : ticket_act::reopened, {});
        if (!event.named("assignee_id")) return;
        const std::string whom = event.text("assignee_id");
        deed(event, ticket_act::assigned, whom.empty() ? "" : "user " + whom);
    }

    // Where it does not say that it is not public, the ticket is looked at.
    void comment(const object_view& event) {
        const bool hidden = event.has("public") && !event.flag("public");
        if (hidden || event.text("author_id") == own_) return;
        if (std::ranges::find(page.commented, ticket_) == page.commented.end())
            page.commented.push_back(ticket_);
    }

    void deed(const object_view& event, ticket_act act, std::string whom) {
        ticket_change made = change_;
        made.id = "event-" + event.text("id") + "/" + std::string(to_string(act));
        made.what = act;
        made.to = std::move(whom);
        page.deeds.push_back({ticket_, std::move(made)});
    }

    const std::string& own_;
    std::string ticket_;
    ticket_change change_;
    bool by_us_ = false;
};

}  // namespace

result<event_page> read_events(const json::value& body, const std::string& own_agent) {
    const object_view from(&body);
    if (!from.has("ticket_events"))
        return fail(error_kind::invalid, "zendesk.body", "an export without ticket_events");
    reader events(own_agent);
    const json::array& listed = from.list("ticket_events");
    for (const json::value& one : listed) events.add(&one);
    events.page.end = from.time("end_time").time_since_epoch() / std::chrono::seconds{1};
    const bool full = listed.size() >= 1'000;
    events.page.more = from.has("end_of_stream") ? !from.flag("end_of_stream") : full;
    return std::move(events.page);
}

}  // namespace earshot::zendesk
