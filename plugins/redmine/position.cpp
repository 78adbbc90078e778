#include "redmine/position.hpp"

#include <algorithm>

namespace earshot::redmine {

namespace {

constexpr duration settling{5'000};
constexpr std::size_t most_known = 1'000;

json::string written(timestamp when) {
    const std::string text = format_rfc3339(when);
    return json::string(text.data(), text.size());
}

void remember(position& at, const listed_issue& one, timestamp now) {
    position::known_issue& known = at.known[one.id];
    if (known.updated != one.updated) known = {one.updated, now, false};
    known.settled = known.settled || now - known.first_look >= settling;
}

void forget_old(position& at) {
    std::erase_if(at.known, [&](const auto& one) { return one.second.updated < at.since; });
    while (at.known.size() > most_known) at.known.erase(at.known.begin());
}

}  // namespace

bool position::needs_look(const listed_issue& one) const {
    const auto found = known.find(one.id);
    return found == known.end() || !found->second.settled || found->second.updated != one.updated;
}

position beginning(timestamp newest, duration rescan) {
    position made;
    made.since = std::max(newest, timestamp{} + rescan) - rescan;
    made.floor = made.since;
    return made;
}

position advanced(position at, const std::vector<listed_issue>& page, bool full, duration rescan,
                  timestamp now) {
    for (const listed_issue& one : page) remember(at, one, now);
    const timestamp newest = page.empty() ? at.since : std::max(at.since, page.back().updated);
    if (full) {
        at.skip = newest == at.since ? at.skip + page.size() : 0;
        at.since = newest;
        return at;
    }
    at.skip = 0;
    at.since = std::max(at.floor, newest - rescan);
    at.floor = at.since;
    forget_old(at);
    return at;
}

std::string write_position(const position& at) {
    json::object known;
    for (const auto& [id, one] : at.known)
        known[id] = json::array{written(one.updated), written(one.first_look), one.settled};
    json::object made;
    made["since"] = written(at.since);
    made["floor"] = written(at.floor);
    made["skip"] = at.skip;
    made["known"] = std::move(known);
    return json::serialize(made);
}

result<position> read_position(std::string_view cursor) {
    const auto parsed = parse(cursor);
    const object_view from(parsed ? &*parsed : nullptr);
    position made;
    made.since = from.time("since");
    made.floor = from.time("floor");
    const json::value* skip = from ? parsed->get_object().if_contains("skip") : nullptr;
    if (!from || !from.has("since") || !skip || !skip->is_int64() || skip->get_int64() < 0)
        return fail(error_kind::permanent, "redmine.cursor",
                    "a stored cursor is not one of Redmine");
    made.skip = static_cast<std::size_t>(skip->get_int64());
    const json::value* known = parsed->get_object().if_contains("known");
    if (!known || !known->is_object()) return made;
    for (const auto& [id, value] : known->get_object()) {
        const json::array* parts = value.if_array();
        if (!parts || parts->size() != 3 || !(*parts)[2].is_bool()) continue;
        const auto time = [&](std::size_t i) {
            const json::string* text = (*parts)[i].if_string();
            return parse_rfc3339(text ? std::string_view(text->data(), text->size()) : "")
                .value_or(timestamp{});
        };
        made.known[std::string(id)] = {time(0), time(1), (*parts)[2].get_bool()};
    }
    return made;
}

}  // namespace earshot::redmine
