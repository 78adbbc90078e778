#include "zendesk/catch_up.hpp"

#include "earshot/signature.hpp"

namespace earshot::zendesk {

namespace {

using namespace std::chrono_literals;

constexpr duration search_delay = 10min;  // until Zendesk's search has learnt of a change
constexpr int most_pages = 10;            // it gives a thousand results and no more
constexpr int rounds = 2;

std::string whole_seconds(timestamp when) { return format_rfc3339(when).substr(0, 19) + "Z"; }

}  // namespace

void catch_up::begin(timestamp since, timestamp now) {
    since_ = from_ = since - search_delay;
    due_ = now;
    page_ = 1;
    rounds_left_ = rounds;
}

std::string catch_up::path() const {
    const std::string query = "type:ticket updated>=" + whole_seconds(from_);
    return "/search.json?query=" + percent_encode(query) +
           "&sort_by=updated_at&sort_order=asc&per_page=" + std::to_string(page_size) +
           "&page=" + std::to_string(page_);
}

// A ticket that changes moves to the end of the list; from its last time on, none is missed.
void catch_up::advance(const json::value& page, timestamp now) {
    const json::array& found = object_view(&page).list("results");
    if (found.size() < page_size) {
        --rounds_left_;
        from_ = since_;
        due_ = now + search_delay;
        page_ = 1;
        return;
    }
    const timestamp newest = object_view(&found.back()).time("updated_at");
    if (newest < from_ + 1s && page_ < most_pages) {
        ++page_;
        return;
    }
    from_ = std::max(newest, from_ + 1s);
    page_ = 1;
}

std::set<std::string> tickets_on(const json::value& page) {
    std::set<std::string> found;
    for (const json::value& one : object_view(&page).list("results"))
        if (std::string id = object_view(&one).text("id"); !id.empty()) found.insert(std::move(id));
    return found;
}

}  // namespace earshot::zendesk
