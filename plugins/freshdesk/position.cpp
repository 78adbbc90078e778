#include "freshdesk/position.hpp"

#include <algorithm>

namespace earshot::freshdesk {

namespace {

constexpr int most_pages = 300;  // Freshdesk gives no more

json::string written(timestamp when) {
    const std::string text = format_rfc3339(when);
    return json::string(text.data(), text.size());
}

}  // namespace

position advanced(position at, const std::vector<listed_ticket>& page, bool full, duration rescan) {
    const timestamp newest = page.empty() ? at.since : std::max(at.since, page.back().updated);
    if (full) {
        // A ticket that changes moves to the end of the list; from its last time on, none is
        // missed.
        at.page = newest == at.since ? std::min(at.page + 1, most_pages) : 1;
        at.since = newest;
        return at;
    }
    at.page = 1;
    at.since = std::max(at.floor, newest - rescan);
    at.floor = at.since;
    return at;
}

std::string write_position(const position& at) {
    json::object made;
    made["since"] = written(at.since);
    made["floor"] = written(at.floor);
    made["page"] = at.page;
    return json::serialize(made);
}

result<position> read_position(std::string_view cursor, timestamp latest) {
    const auto parsed = parse(cursor);
    const object_view from(parsed ? &*parsed : nullptr);
    const json::value* page = from ? parsed->get_object().if_contains("page") : nullptr;
    const bool whole = page && page->is_int64() && page->get_int64() >= 1 &&
                       page->get_int64() <= most_pages && from.has("since") && from.has("floor");
    if (!whole)
        return fail(error_kind::permanent, "freshdesk.cursor",
                    "a stored cursor is not one of Freshdesk");
    return position{std::min(from.time("since"), latest), std::min(from.time("floor"), latest),
                    static_cast<int>(page->get_int64())};
}

}  // namespace earshot::freshdesk
